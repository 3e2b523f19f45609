import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type SinkName, SINKS } from "../../../catalog";
import type { Endpoints } from "../../endpoints";
import type { RequestFault } from "../../intakes";
import type { FaultTargets } from "../../platform";
import { writeAndShipContinuously, type LogLine, summarizeTraffic, type TrafficSummary } from "../../traffic";
import { verify, createVerificationReport } from "..";
import { createObserver } from "./observer";
import { replayCountsBySink, reportReplays } from "./replay-counts";

const SEED = 1;
/** Enough that each flush brings every sink something, and several invocations of each forwarder fall into the outage. */
const TRAFFIC = { flushIntervalMs: 2_000, linesPerFlush: 200 } as const;
/** How long traffic flows on after an outage, so that what is new meets what comes back. */
const TRAFFIC_AFTER_OUTAGE_MS = 6_000;
const POLL_MS = 500;
/** Twenty times what the first lines take on two cores. */
const FIRST_DELIVERY_TIMEOUT_MS = 60_000;

/** The shortest in which every sink's events are sure to be parked: the forwarders are patient for ten seconds. */
export const MIN_OUTAGE_SECONDS = 15;

export interface OutageOptions {
  readonly endpoints: Endpoints;
  readonly faultTargets: FaultTargets;
  /** How long OpenSearch is stopped and the intakes refuse, in seconds. */
  readonly seconds: number;
  /** Folder for the log files that are written. */
  readonly runFolder: string;
  readonly print: (line: string) => void;
}

/**
 * Makes every sink fail while lines are written, then checks that every line arrives without manual intervention. Resolves
 * to true when all of that holds.
 */
export async function verifyOutageRecovery(options: OutageOptions): Promise<boolean> {
  const { endpoints, faultTargets, seconds, runFolder, print } = options;
  const from = new Date();
  const observer = createObserver(endpoints);
  const traffic = startTraffic(endpoints, join(runFolder, "log"));
  try {
    print("\nOutage drill");
    await traffic.whileRunning(waitUntil(() => observer.everySinkHasEvents(), FIRST_DELIVERY_TIMEOUT_MS));
    print("  lines flow and arrive at every sink");

    const outage = await startOutage(faultTargets);
    print(`  OpenSearch is stopped, ${describeOutage()}, for ${seconds} s`);
    await traffic.whileRunning(wait(seconds * 1_000, undefined, { ref: false }));
    const parkedObjects = await observer.parkedObjectCount();
    const rejectedRequests = await outage.end();
    const outageEndedAt = Date.now();
    print(
      `  every sink has recovered; rejected requests: ${rejectedRequests}; parked objects: ${parkedObjects}`,
    );

    await traffic.whileRunning(wait(TRAFFIC_AFTER_OUTAGE_MS, undefined, { ref: false }));
    const summary = await traffic.stop();
    const recovered = await waitUntil(
      () => observer.isEverythingDelivered(summary),
      recoveryTimeoutMs(seconds),
    );
    const recoverySeconds = (Date.now() - outageEndedAt) / 1_000;
    print(
      recovered
        ? `  everything had arrived ${recoverySeconds.toFixed(0)} s after that`
        : `  not everything has arrived ${recoverySeconds.toFixed(0)} s after that`,
    );

    const result = createVerificationReport(print);
    reportReplays(replayCountsBySink(await observer.functionLogMessages()), result);
    const condition = await verify({ endpoints, summary, from, print });
    return condition && recovered && result.passed;
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

type IntakeSink = Exclude<SinkName, "opensearch">;

/** How the intake of each sink answers during the outage, in turn: some responses have a Retry-After header. */
const OUTAGE_RESPONSES: Readonly<Record<IntakeSink, readonly [RequestFault, ...RequestFault[]]>> = {
  sentry: [{ status: 503 }],
  datadog: [{ status: 429 }, { status: 429, headers: { "retry-after": "2" } }, { status: 429 }],
};
const INTAKE_SINKS = SINKS.filter((sink) => sink.name !== "opensearch");

/** Stops the search engine, and has every intake reject its requests. */
async function startOutage(faultTargets: FaultTargets) {
  for (const { name } of INTAKE_SINKS) faultTargets[name].startOutage(...OUTAGE_RESPONSES[name]);
  await faultTargets.opensearch.stop();
  return {
    /** @returns how many requests each intake rejected, such as "Sentry 12, Datadog 30" */
    async end() {
      const rejected = INTAKE_SINKS.map(({ name, title }) => `${title} ${faultTargets[name].endOutage()}`);
      await faultTargets.opensearch.start();
      return rejected.join(", ");
    },
  };
}

function describeOutage(): string {
  return INTAKE_SINKS.map(({ name, title }) => `${title} answers ${OUTAGE_RESPONSES[name][0].status}`).join(
    ", ",
  );
}

function startTraffic(endpoints: Endpoints, logDir: string) {
  const lines: LogLine[] = [];
  const stop = new AbortController();
  const shipping = writeAndShipContinuously({
    ...{ endpoints, logDir, seed: SEED, ...TRAFFIC },
    signal: stop.signal,
    onShipped: (shipped) => lines.push(...shipped),
  });
  return {
    /** What a promise resolves to; it rejects if the traffic fails before that. */
    whileRunning: <T>(promise: Promise<T>): Promise<T> =>
      Promise.race([promise, shipping.then(() => Promise.reject(new Error("the traffic ended by itself")))]),
    async stop(): Promise<TrafficSummary> {
      stop.abort();
      await shipping;
      return summarizeTraffic(lines, Date.now());
    },
  };
}

/** @returns whether it came to be within the time */
async function waitUntil(condition: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await wait(POLL_MS);
  }
  return true;
}
