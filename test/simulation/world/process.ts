import type { Random } from "../random";
import type { Agenda } from "./event-loop";

/** What an effect came to, and how long it took. */
export type Acted<Value> = { readonly tookMs: number } & (
  { readonly value: Value } | { readonly error: Error }
);

/** Carries an effect out; `amid`: the process dies in the middle of it. */
export type Act<Value> = (amid: boolean) => Promise<Acted<Value>> | Acted<Value>;

export type Ending =
  | { readonly kind: "returned"; readonly value: unknown }
  | { readonly kind: "failed"; readonly message: string }
  /** The process is gone, by the plan or because its time was up. */
  | { readonly kind: "killed"; readonly because: "plan" | "time" };

/** What an invocation has before it. */
export interface Lot {
  readonly limitMs: number;
  /** At which effect it is killed, and when in it. */
  readonly kill?: { readonly effect: number; readonly moment: "before" | "amid" | "after" };
}

/**
 * The process of a function, which may die between any two effects. What it waits for then never comes, and nothing of
 * it happens any more; whoever invokes the function again gets another process.
 */
export interface Process {
  readonly isAlive: () => boolean;
  readonly isBusy: () => boolean;
  /** Every effect that a function has goes through here: it arrives a little later, and so does its answer. */
  effect<Value>(act: Act<Value>): Promise<Value>;
  sleep(ms: number): Promise<void>;
  /** Runs one invocation; `ended` is told once how it ended. */
  invoke(handle: Handle, lot: Lot, ended: (ending: Ending) => void): void;
}

export type Handle = (context: { readonly getRemainingTimeInMillis: () => number }) => Promise<unknown>;

/** Longest that an effect is on its way, there or back, in milliseconds. */
const MAX_WAY_MS = 20;

interface Run {
  readonly lot: Lot;
  effects: number;
  readonly end: (ending: Ending) => void;
}

export function createProcess(agenda: Agenda, random: Random): Process {
  let alive = true;
  let run: Run | undefined;

  const die = (because: "plan" | "time") => {
    alive = false;
    run?.end({ kind: "killed", because });
  };
  const way = () => random.integer(1, MAX_WAY_MS);

  const effect = <Value>(act: Act<Value>) =>
    new Promise<Value>((resolve, reject) => {
      const moment = run && nextMoment(run);
      agenda.after(way(), async () => {
        if (!alive) return;
        if (moment === "before") {
          die("plan");
          return;
        }
        const acted = await act(moment === "amid");
        if (moment !== undefined) {
          die("plan");
          return;
        }
        agenda.after(way() + acted.tookMs, () => {
          if (!alive) return;
          if ("error" in acted) reject(acted.error);
          else resolve(acted.value);
        });
      });
    });

  return {
    isAlive: () => alive,
    isBusy: () => run !== undefined,
    effect,
    sleep(ms) {
      return new Promise((resolve) => {
        agenda.after(ms, () => {
          if (alive) resolve();
        });
      });
    },
    invoke(handle, lot, ended) {
      const until = agenda.now() + lot.limitMs;
      const own: Run = {
        lot,
        effects: 0,
        end(ending) {
          run = undefined;
          ended(ending);
        },
      };
      run = own;
      agenda.after(lot.limitMs, () => {
        if (run === own) die("time");
      });
      // The answer is an effect too: the platform may never hear it.
      handle({ getRemainingTimeInMillis: () => until - agenda.now() }).then(
        (value) => effect(() => ({ tookMs: 0, value })).then(() => run?.end({ kind: "returned", value })),
        (error: unknown) => run?.end({ kind: "failed", message: String(error) }),
      );
    },
  };
}

function nextMoment(run: Run) {
  run.effects += 1;
  return run.lot.kill?.effect === run.effects ? run.lot.kill.moment : undefined;
}
