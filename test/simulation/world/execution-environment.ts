import type { Random } from "../random";
import type { EventLoop } from "./event-loop";

/** What an effect came to, and how long it took. */
export type EffectResult<Value> = { readonly durationMs: number } & (
  { readonly value: Value } | { readonly error: Error }
);

/** Carries an effect out; `amid`: the process dies in the middle of it. */
export type Effect<Value> = (isKilledDuring: boolean) => Promise<EffectResult<Value>> | EffectResult<Value>;

export type InvocationResult =
  | { readonly kind: "returned"; readonly value: unknown }
  | { readonly kind: "failed"; readonly message: string }
  /** The process is gone, by the plan or because its time was up. */
  | { readonly kind: "killed"; readonly cause: "plan" | "time" };

/** What an invocation has before it. */
export interface FaultBudget {
  readonly limitMs: number;
  /** At which effect it is killed, and when in it. */
  readonly kill?: { readonly effect: number; readonly moment: "before" | "during" | "after" };
}

/**
 * The process of a function, which may die between any two effects. What it waits for then never comes, and nothing of
 * it happens any more; whoever invokes the function again gets another process.
 */
export interface ExecutionEnvironment {
  readonly isAlive: () => boolean;
  readonly isBusy: () => boolean;
  /** Every effect that a function has goes through here: it arrives a little later, and so does its answer. */
  effect<Value>(perform: Effect<Value>): Promise<Value>;
  sleep(ms: number): Promise<void>;
  /** Runs one invocation; `ended` is told once how it ended. */
  invoke(
    handle: InvocationHandler,
    faultBudget: FaultBudget,
    onEnded: (result: InvocationResult) => void,
  ): void;
}

export type InvocationHandler = (context: {
  readonly getRemainingTimeInMillis: () => number;
}) => Promise<unknown>;

/** Longest that an effect is on its way, there or back, in milliseconds. */
const MAX_LATENCY_MS = 20;

interface RunningInvocation {
  readonly faultBudget: FaultBudget;
  effects: number;
  readonly end: (result: InvocationResult) => void;
}

export function createExecutionEnvironment(eventLoop: EventLoop, random: Random): ExecutionEnvironment {
  let alive = true;
  let run: RunningInvocation | undefined;

  const kill = (cause: "plan" | "time") => {
    alive = false;
    run?.end({ kind: "killed", cause });
  };
  const drawLatencyMs = () => random.integer(1, MAX_LATENCY_MS);

  const effect = <Value>(perform: Effect<Value>) =>
    new Promise<Value>((resolve, reject) => {
      const moment = run && nextKillMoment(run);
      eventLoop.schedule(drawLatencyMs(), async () => {
        if (!alive) return;
        if (moment === "before") {
          kill("plan");
          return;
        }
        const result = await perform(moment === "during");
        if (moment !== undefined) {
          kill("plan");
          return;
        }
        eventLoop.schedule(drawLatencyMs() + result.durationMs, () => {
          if (!alive) return;
          if ("error" in result) reject(result.error);
          else resolve(result.value);
        });
      });
    });

  return {
    isAlive: () => alive,
    isBusy: () => run !== undefined,
    effect,
    sleep(ms) {
      return new Promise((resolve) => {
        eventLoop.schedule(ms, () => {
          if (alive) resolve();
        });
      });
    },
    invoke(handle, faultBudget, onEnded) {
      const until = eventLoop.now() + faultBudget.limitMs;
      const own: RunningInvocation = {
        faultBudget,
        effects: 0,
        end(result) {
          run = undefined;
          onEnded(result);
        },
      };
      run = own;
      eventLoop.schedule(faultBudget.limitMs, () => {
        if (run === own) kill("time");
      });
      // The answer is an effect too: the platform may never hear it.
      handle({ getRemainingTimeInMillis: () => until - eventLoop.now() }).then(
        (value) => effect(() => ({ durationMs: 0, value })).then(() => run?.end({ kind: "returned", value })),
        (error: unknown) => run?.end({ kind: "failed", message: String(error) }),
      );
    },
  };
}

function nextKillMoment(run: RunningInvocation) {
  run.effects += 1;
  return run.faultBudget.kill?.effect === run.effects ? run.faultBudget.kill.moment : undefined;
}
