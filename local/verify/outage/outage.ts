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
/**
 * Enough that each flush contains lines for every sink, and that several invocations of each forwarder run during the
 * outage.
 */
const TRAFFIC = { flushIntervalMs: 2_000, linesPerFlush: 200 } as const;
/** How long traffic continues after the outage, so that new events and parked events are delivered at the same time. */
const TRAFFIC_AFTER_OUTAGE_MS = 6_000;
const POLL_MS = 500;
/** Twenty times the time of the first delivery on two cores. */
const FIRST_DELIVERY_TIMEOUT_MS = 60_000;

/** The shortest outage in which events of every sink are certainly parked: forwarders retry for up to ten seconds. */
export const MIN_OUTAGE_SECONDS = 15;

export interface OutageOptions {
  readonly endpoints: Endpoints;
  readonly faultTargets: FaultTargets;
  /** Duration of the outage, in seconds. */
  readonly seconds: number;
  /** Folder of the log files. */
  readonly runFolder: string;
  readonly print: (line: string) => void;
}

/**
 * Sends lines continuously, stops OpenSearch and makes Datadog answer 429 and Sentry 503, ends the outage, and verifies
 * that every line arrives without manual intervention. Resolves to true if every check passes.
 */
export async function verifyOutageRecovery(options: OutageOptions): Promise<boolean> {
  const { endpoints, faultTargets, seconds, runFolder, print } = options;
  const from = new Date();
  const observer = createObserver(endpoints);
  const traffic = startTraffic(endpoints, join(runFolder, "log"));
  try {
    print("\nOutage check");
    await traffic.whileRunning(waitUntil(() => observer.everySinkHasEvents(), FIRST_DELIVERY_TIMEOUT_MS));
    print("  every sink receives lines");

    const outage = await startOutage(faultTargets);
    print(`  for ${seconds} s, OpenSearch is stopped, ${describeOutage()}`);
    await traffic.whileRunning(wait(seconds * 1_000, undefined, { ref: false }));
    const parkedObjects = await observer.parkedObjectCount();
    const rejectedRequests = await outage.end();
    const outageEndedAt = Date.now();
    print(
      `  the outage has ended: requests answered with an error: ${rejectedRequests}; ${parkedObjects} objects are parked`,
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
        ? `  every line had arrived ${recoverySeconds.toFixed(0)} s after the end of the outage`
        : `  lines are still missing ${recoverySeconds.toFixed(0)} s after the end of the outage`,
    );

    const result = createVerificationReport(print);
    reportReplays(replayCountsBySink(await observer.functionLogMessages()), result);
    const verified = await verify({ endpoints, summary, from, print });
    return verified && recovered && result.passed;
  } finally {
    // An error of the traffic has already been reported.
    await traffic.stop().catch(() => undefined);
    await observer.close();
  }
}

/**
 * After k failed attempts, a replay extends the visibility timeout of its message by at most 5 s × 2^k, with full
 * jitter. A message whose last attempt was just before the end of the outage is therefore retried within a few times
 * the duration of the outage.
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

/** Stops OpenSearch, and makes the intakes answer with errors. */
async function startOutage(faultTargets: FaultTargets) {
  for (const { name } of INTAKE_SINKS) faultTargets[name].startOutage(...OUTAGE_RESPONSES[name]);
  await faultTargets.opensearch.stop();
  return {
    /** @returns the number of requests that each intake answered with an error, such as "Sentry 12, Datadog 30" */
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
    /** The result of a promise; rejects if the traffic fails first. */
    whileRunning: <T>(promise: Promise<T>): Promise<T> =>
      Promise.race([
        promise,
        shipping.then(() => Promise.reject(new Error("the traffic ended before the check"))),
      ]),
    async stop(): Promise<TrafficSummary> {
      stop.abort();
      await shipping;
      return summarizeTraffic(lines, Date.now());
    },
  };
}

/** @returns whether the condition became true before the timeout */
async function waitUntil(condition: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await wait(POLL_MS);
  }
  return true;
}
