import type { SinkName } from "../../../catalog";
import type { Invocation } from "../../../lambda/forwarder/report";
import { type FunctionKind, troublesOf } from "../plan";
import { chance } from "../random";
import { type FunctionOptions, type Started, startForwarder, startReplay, type Told } from "./functions";
import type { Ending, Lot, Process } from "./process";
import type { Journal, Put, Replay } from "./trace";
import type { WrittenPayload } from "./written";

/** What is seen of a process from without, in its latest invocation. */
interface Seen {
  report?: Invocation;
  puts: Put[];
  sent: string[];
  replays: Replay[];
}

function nothingSeen(): Seen {
  return { puts: [], sent: [], replays: [] };
}

interface Worker extends Started {
  readonly seen: Seen;
}

/** The forwarder and the replay that serve some sinks, in as many processes as are busy at a time. */
export interface Lane {
  readonly sinks: readonly SinkName[];
  forward(event: unknown, payloads: readonly WrittenPayload[], ended: (ending: Ending) => void): void;
  replay(event: unknown, ended: (ending: Ending) => void): void;
  /** A deployment: whatever comes next meets new processes. */
  deploy(): void;
}

export type Hide = (process: Process) => (receiptHandle: string, seconds: number) => Promise<void>;

/** How often an invocation finds a process that has served another. */
const WARM_SHARE = 0.8;

export function createLane(
  sinks: readonly SinkName[],
  options: FunctionOptions,
  journal: Journal,
  hide: Hide,
): Lane {
  const { plan, timeline, random, agenda } = options;
  const pools: Record<FunctionKind, Worker[]> = { forwarder: [], replay: [] };

  function start(fn: FunctionKind): Worker {
    const seen = nothingSeen();
    const told: Told = {
      reported: (invocation) => {
        seen.report = invocation;
      },
      replayed: (key, replayed) => seen.replays.push({ key, replayed }),
      kept: (key, body) => seen.puts.push({ key, body }),
      sent: (eventIds) => seen.sent.push(...eventIds),
    };
    const started =
      fn === "replay" ? startReplay(sinks, options, hide, told) : startForwarder(sinks, options, told);
    return { ...started, seen };
  }

  function find(fn: FunctionKind): Worker {
    const pool = pools[fn].filter(({ process }) => process.isAlive());
    const idle = pool.find(({ process }) => !process.isBusy());
    const worker = idle && chance(random, WARM_SHARE) ? idle : start(fn);
    pools[fn] = pool.includes(worker) ? pool : [...pool, worker];
    return worker;
  }

  function invoke(
    fn: FunctionKind,
    event: unknown,
    payloads: readonly WrittenPayload[],
    ended: (ending: Ending) => void,
  ): void {
    const lot = lotOf(fn, journal.count(fn));
    const worker = find(fn);
    const { seen } = worker;
    delete seen.report;
    Object.assign(seen, nothingSeen());
    const startedAt = agenda.now();
    worker.process.invoke(worker.handle(event), lot, (ending) => {
      ended(ending);
      const endedAt = agenda.now();
      const { process } = worker;
      journal.ended({ fn, sinks, payloads, lot, process, startedAt, endedAt, ending, ...seen });
    });
  }

  function lotOf(fn: FunctionKind, invocation: number): Lot {
    const longestMs = plan.timeout * 1_000;
    if (timeline.isCalm()) return { limitMs: longestMs };
    const isMeant = (each: { fn: FunctionKind; invocation: number }) =>
      each.fn === fn && each.invocation === invocation;
    const kill = troublesOf(plan, "kill").find(isMeant);
    const limitMs = troublesOf(plan, "hurry").find(isMeant)?.leftMs ?? longestMs;
    return kill ? { limitMs, kill } : { limitMs };
  }

  return {
    sinks,
    forward: (event, payloads, ended) => {
      invoke("forwarder", event, payloads, ended);
    },
    replay: (event, ended) => {
      invoke("replay", event, [], ended);
    },
    deploy() {
      for (const fn of ["forwarder", "replay"] as const) pools[fn] = [];
    },
  };
}
