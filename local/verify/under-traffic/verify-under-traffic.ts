import { join } from "node:path";
import type { Endpoints } from "../../endpoints";
import type { FaultTargets } from "../../platform";
import type { Topology } from "../../startup/startup-tasks";
import { type LogLine, summarizeTraffic } from "../../traffic";
import { type VerificationReport, verify } from "..";
import { verifyHashes } from "./hashes";
import { createObserver } from "./observer";
import { recoveryTimeoutMs, runOutage } from "./outage";
import { replayCountsBySink, reportReplays, unsettledReasons } from "./replay-counts";
import { reportRefusals, rotateSecrets } from "./rotation";
import { startTraffic, waitUntil } from "./traffic";

const SEED = 1;
/** Far from the seeds of the first traffic, which uses one seed per flush. */
const SECOND_SEED = 1_000_000;
/** How long traffic continues afterwards, so that new events and parked events are delivered at the same time. */
const TRAFFIC_AFTER_MS = 6_000;
/** Twenty times the time of the first delivery on two cores. */
const FIRST_DELIVERY_TIMEOUT_MS = 60_000;

export interface TrafficCheckOptions {
  readonly endpoints: Endpoints;
  readonly topology: Topology;
  readonly faultTargets: FaultTargets;
  /**
   * Duration of the outage of every sink, in seconds.
   * @default - no outage
   */
  readonly outageSeconds?: number | undefined;
  /** Whether every secret is rotated. */
  readonly rotate: boolean;
  /** Folder of the log files. */
  readonly runFolder: string;
  /** Receives the results. */
  readonly report: VerificationReport;
  /** Shows the progress. */
  readonly print: (line: string) => void;
}

/**
 * Sends lines continuously, makes every sink fail or rotates every secret or both, and verifies that every line arrives
 * without manual intervention.
 */
export async function verifyUnderTraffic(options: TrafficCheckOptions): Promise<void> {
  const { endpoints, topology, faultTargets, outageSeconds, rotate, runFolder, report, print } = options;
  const from = new Date();
  const observer = createObserver(endpoints);
  const traffic = startTraffic(endpoints, SEED, join(runFolder, "log"));

  /** Waits, and reports how long it took until every line had arrived. */
  const waitUntilDelivered = async (name: string, lines: readonly LogLine[]): Promise<void> => {
    const start = Date.now();
    const summary = summarizeTraffic(lines);
    const arrived = await waitUntil(
      () => observer.isEverythingDelivered(summary),
      recoveryTimeoutMs(outageSeconds ?? 0),
    );
    const seconds = Math.round((Date.now() - start) / 1_000);
    report.check({
      name,
      passed: arrived,
      statement: arrived
        ? `every line had arrived ${seconds} s after the end of the traffic`
        : `lines are still missing ${seconds} s after the end of the traffic`,
      figures: { written: lines.length, seconds },
    });
  };

  try {
    report.section("underTraffic", "Check under traffic");
    await traffic.whileRunning(waitUntil(() => observer.everySinkHasEvents(), FIRST_DELIVERY_TIMEOUT_MS));
    print("  every sink receives lines");
    if (outageSeconds !== undefined) await runOutage(faultTargets, outageSeconds, traffic, print);
    const keys = rotate ? await rotateSecrets(endpoints, faultTargets, traffic, print) : undefined;
    await traffic.runFor(TRAFFIC_AFTER_MS);
    print(`  ${await observer.parkedObjectCount()} objects are parked`);

    const before = await traffic.stop();
    await waitUntilDelivered("arrived", before);
    let after: readonly LogLine[] = [];
    if (keys) {
      await observer.replaceExecutionEnvironments();
      print("  all execution environments are replaced");
      const secondTraffic = startTraffic(endpoints, SECOND_SEED, join(runFolder, "log-2"));
      await secondTraffic.runFor(TRAFFIC_AFTER_MS);
      after = await secondTraffic.stop();
      await waitUntilDelivered("arrived-after-rotation", [...before, ...after]);
    }

    const messages = await observer.functionLogMessages();
    reportReplays(replayCountsBySink(messages), report, outageSeconds !== undefined);
    for (const reason of unsettledReasons(messages)) print(`  retried by Lambda: ${reason}`);
    if (keys) {
      reportRefusals(messages, report);
      const planted = { before: secretsIn(before), after: secretsIn(after) };
      await verifyHashes(planted, keys, observer.openSearchDocuments(), report);
    }
    const summary = summarizeTraffic([...before, ...after]);
    await verify({ endpoints, topology, summary, from, report });
  } finally {
    // An error of the traffic has already been reported.
    await traffic.stop().catch(() => undefined);
    await observer.close();
  }
}

function secretsIn(lines: readonly LogLine[]) {
  return lines.flatMap(({ plantedSecret }) => plantedSecret ?? []);
}
