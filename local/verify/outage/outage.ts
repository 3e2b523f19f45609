import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Endpoints } from "../../endpoints";
import type { Breakable } from "../../platform";
import { keepTraffic, type Line, summarize, type Written } from "../../traffic";
import { prove, report } from "..";
import { openObserver } from "./observer";
import { replaysBySink, tellReplays } from "./replays";

const SEED = 1;
/** Enough that each flush brings every sink something, and several invocations of each forwarder fall into the outage. */
const TRAFFIC = { flushIntervalMs: 2_000, linesPerFlush: 200 } as const;
/** How long traffic flows on after an outage, so that what is new meets what comes back. */
const AFTERWARDS_MS = 6_000;
const POLL_MS = 500;
/** Twenty times what the first lines take on two cores. */
const FIRST_ARRIVAL_MS = 60_000;

/** The shortest in which every sink's events are sure to be parked: the forwarders are patient for ten seconds. */
export const SHORTEST_OUTAGE_S = 15;

export interface OutageOptions {
  readonly endpoints: Endpoints;
  readonly breakable: Breakable;
  /** How long OpenSearch is stopped and the intakes refuse, in seconds. */
  readonly seconds: number;
  /** Folder for the log files that are written. */
  readonly runFolder: string;
  readonly print: (line: string) => void;
}

/**
 * Lines flow; OpenSearch is stopped, Datadog answers 429 and Sentry 503; all of them come back; and every line arrives
 * with no hand put to it. Resolves to true when all of that holds.
 */
export async function drillOutage(options: OutageOptions): Promise<boolean> {
  const { endpoints, breakable, seconds, runFolder, print } = options;
  const from = new Date();
  const observer = openObserver(endpoints);
  const traffic = startTraffic(endpoints, join(runFolder, "log"));
  try {
    print("\nOutage drill");
    await traffic.whileFlowing(until(() => observer.eachSinkHasSome(), FIRST_ARRIVAL_MS));
    print("  lines flow and arrive at every sink");

    const outage = await breakAll(breakable);
    print(`  OpenSearch is stopped, Datadog answers 429, Sentry 503, for ${seconds} s`);
    await traffic.whileFlowing(wait(seconds * 1_000, undefined, { ref: false }));
    const waited = await observer.parkedObjects();
    const refused = await outage.end();
    const healedAt = Date.now();
    print(
      `  all three are well again; Datadog refused ${refused.datadog} requests, Sentry ${refused.sentry}; ${waited} objects are parked`,
    );

    await traffic.whileFlowing(wait(AFTERWARDS_MS, undefined, { ref: false }));
    const written = await traffic.stop();
    const recovered = await until(() => observer.allIsSettled(written), recoveryTimeoutMs(seconds));
    const recovery = (Date.now() - healedAt) / 1_000;
    print(
      recovered
        ? `  everything had arrived ${recovery.toFixed(0)} s after that`
        : `  not everything has arrived ${recovery.toFixed(0)} s after that`,
    );

    const result = report(print);
    tellReplays(replaysBySink(await observer.functionMessages()), result);
    const holds = await prove({ endpoints, written, from, print });
    return holds && recovered && result.holds;
  } finally {
    // Where it failed, that is known already.
    await traffic.stop().catch(() => undefined);
    await observer.close();
  }
}

/**
 * A replay that failed k times hides its message for at most 5 s × 2^k, full jitter: what was tried last just before the
 * end of an outage comes back within a few times as long as the outage was.
 */
function recoveryTimeoutMs(seconds: number): number {
  return 120_000 + 8 * seconds * 1_000;
}

/** Stops the one, and has the others refuse. */
async function breakAll({ engine, datadog, sentry }: Breakable) {
  // Some intakes say how long they want to be left alone, and some do not.
  datadog.fail({ status: 429 }, { status: 429, headers: { "retry-after": "2" } }, { status: 429 });
  sentry.fail({ status: 503 });
  await engine.stop();
  return {
    /** @returns how many requests each intake refused */
    async end() {
      const refused = { datadog: datadog.heal(), sentry: sentry.heal() };
      await engine.start();
      return refused;
    },
  };
}

function startTraffic(endpoints: Endpoints, logDir: string) {
  const lines: Line[] = [];
  const stop = new AbortController();
  const flow = keepTraffic({
    ...{ endpoints, logDir, seed: SEED, ...TRAFFIC },
    signal: stop.signal,
    onShipped: (shipped) => lines.push(...shipped),
  });
  return {
    /** What a promise resolves to; it rejects if the traffic fails before that. */
    whileFlowing: <T>(promise: Promise<T>): Promise<T> =>
      Promise.race([promise, flow.then(() => Promise.reject(new Error("the traffic ended by itself")))]),
    async stop(): Promise<Written> {
      stop.abort();
      await flow;
      return summarize(lines, Date.now());
    },
  };
}

/** @returns whether it came to be within the time */
async function until(holds: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > deadline) return false;
    await wait(POLL_MS);
  }
  return true;
}
