import type { Random } from "../random";
import type { EventLoop } from "./event-loop";

/** The result of an effect, and how long it took. */
export type EffectResult<Value> = { readonly durationMs: number } & (
  { readonly value: Value } | { readonly error: Error }
);

/** Performs an effect; with `isKilledDuring` the process is killed in the middle of it. */
export type Effect<Value> = (isKilledDuring: boolean) => Promise<EffectResult<Value>> | EffectResult<Value>;

export type InvocationResult =
  | { readonly kind: "returned"; readonly value: unknown }
  | { readonly kind: "failed"; readonly message: string }
  /** The process was killed, by the plan or because the function timed out. */
  | { readonly kind: "killed"; readonly cause: "plan" | "time" };

/** The limits of one invocation. */
export interface FaultBudget {
  readonly limitMs: number;
  /** The effect at which the process is killed, and whether before, during or after it. */
  readonly kill?: { readonly effect: number; readonly moment: "before" | "during" | "after" };
}

/**
 * The process of a function. It may be killed between any two effects; pending promises then never resolve, and the
 * next invocation starts another process.
 */
export interface ExecutionEnvironment {
  readonly isAlive: () => boolean;
  readonly isBusy: () => boolean;
  /** Every effect of a function runs here. The request and the response each take some latency. */
  effect<Value>(perform: Effect<Value>): Promise<Value>;
  sleep(ms: number): Promise<void>;
  /** Runs one invocation; `onEnded` is called once with its result. */
  invoke(
    handle: InvocationHandler,
    faultBudget: FaultBudget,
    onEnded: (result: InvocationResult) => void,
  ): void;
}

export type InvocationHandler = (context: {
  readonly getRemainingTimeInMillis: () => number;
}) => Promise<unknown>;

/** Maximum latency of a request or of a response, in milliseconds. */
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
      const started: RunningInvocation = {
        faultBudget,
        effects: 0,
        end(result) {
          run = undefined;
          onEnded(result);
        },
      };
      run = started;
      eventLoop.schedule(faultBudget.limitMs, () => {
        if (run === started) kill("time");
      });
      // The response of the function is an effect too: Lambda may never receive it.
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
