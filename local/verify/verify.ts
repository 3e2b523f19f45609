import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { logGroupName, LOGS, type SinkName } from "../../catalog";
import { awsClientConfig } from "../aws-client-config";
import type { Endpoints } from "../endpoints";
import type { Topology } from "../startup/startup-tasks";
import type { TrafficSummary } from "../traffic";
import { waitForCount, expectedBySink, expectedReceived } from "./expected-counts";
import { isBalanced, ledgerSums, settledCount } from "./ledgers";
import { functionLogGroups, messagesOf } from "./log-groups";
import { type OpenSearchReader, createOpenSearchReader } from "./opensearch";
import { pendingEvents } from "./pending-events";
import { verifyQueries } from "./queries";
import { type SearchTarget, verifyRedaction } from "./redaction";
import type { VerificationReport } from "./report";
import { createSinkReaders, type SinkReader } from "./sink-readers";

const ENVIRONMENT = "local";
/** Twenty times the duration of a run with 12,000 lines on two cores. */
const ARRIVAL_IDLE_MS = 60_000;

export interface VerifyOptions {
  readonly endpoints: Endpoints;
  readonly topology: Topology;
  readonly summary: TrafficSummary;
  /** Start of the traffic, for the metrics. */
  readonly from: Date;
  /** Receives the results. */
  readonly report: VerificationReport;
}

/** Compares what every sink received with the written lines. */
export async function verify({ endpoints, topology, summary, from, report }: VerifyOptions): Promise<void> {
  const logs = new CloudWatchLogsClient(awsClientConfig(endpoints));
  const cloudwatch = new CloudWatchClient(awsClientConfig(endpoints));
  const s3 = new S3Client({ ...awsClientConfig(endpoints), forcePathStyle: true });
  const sqs = new SQSClient(awsClientConfig(endpoints));
  const opensearch = endpoints.search && createOpenSearchReader(endpoints.search);
  try {
    const readers = createSinkReaders(endpoints, opensearch);
    await verifyCounts(readers, opensearch, summary, report);
    const sinks = [...readers.keys()];
    const expected = expectedReceived(summary, sinks, topology);
    await verifyLedgers(cloudwatch, expected, from, report);
    await verifyNothingIsPending({ s3, sqs }, endpoints, report);
    if (opensearch) await verifyQueries(opensearch, summary, report);
    await verifyRedaction(summary.plantedSecrets, searchTargets(readers, logs), report);
  } finally {
    for (const client of [logs, cloudwatch, s3, sqs]) client.destroy();
    await opensearch?.close();
  }
}

async function verifyCounts(
  readers: ReadonlyMap<SinkName, SinkReader>,
  opensearch: OpenSearchReader | undefined,
  summary: TrafficSummary,
  report: VerificationReport,
): Promise<void> {
  report.section("deliveries", `Deliveries of ${summary.lines} written lines`);
  const expected = expectedBySink(summary);
  const counts = await Promise.all(
    [...readers].map(async ([sink, reader]) => {
      const expectedCount = expected[sink];
      const actualCount = await waitForCount(() => reader.count(), expectedCount, ARRIVAL_IDLE_MS);
      return { sink, expectedCount, actualCount };
    }),
  );
  report.table(
    counts.map(({ sink, expectedCount, actualCount }) => ({
      sink,
      expected: expectedCount,
      arrived: actualCount,
    })),
  );
  report.check({
    name: "exactly-once",
    passed: counts.every(({ expectedCount, actualCount }) => expectedCount === actualCount),
    statement: "each sink received every one of its lines exactly once",
    figures: { written: summary.lines },
  });
  if (!opensearch) return;
  const { size } = await opensearch.ids();
  report.check({
    name: "distinct-ids",
    passed: size === expected.opensearch,
    statement: `opensearch: ${size} distinct ids`,
    figures: { expected: expected.opensearch, distinct: size },
  });
}

async function verifyLedgers(
  client: CloudWatchClient,
  expectedBySink: ReadonlyMap<SinkName, number>,
  from: Date,
  report: VerificationReport,
): Promise<void> {
  report.section("ledgers", "Ledger per sink (CloudWatch metrics of forwarder and replay)");
  const ledgers = await Promise.all(
    [...expectedBySink].map(async ([sink, expected]) => {
      // The metrics arrive through the forwarder's own log, shortly after the lines.
      await waitForCount(
        async () => settledCount(await ledgerSums(client, sink, from)),
        expected,
        ARRIVAL_IDLE_MS,
      );
      return { sink, expected, sums: await ledgerSums(client, sink, from) };
    }),
  );
  report.table(ledgers.map(({ sink, sums }) => ({ sink, ...sums })));
  for (const { sink, expected, sums } of ledgers) {
    // The ledger counts events of a retried invocation twice.
    const countedTwice = Math.max(0, settledCount(sums) - expected);
    const settled = settledCount(sums) - countedTwice;
    report.check({
      name: sink,
      passed: isBalanced(sums) && settledCount(sums) >= expected,
      statement:
        `${sink}: the ledger ${isBalanced(sums) ? "balances" : "does not balance"}; ` +
        `${settled} of ${expected} written lines have a final outcome` +
        (countedTwice > 0 ? `, ${countedTwice} of them counted twice after a retry` : ""),
      figures: { written: expected, settled, countedTwice },
    });
  }
}

async function verifyNothingIsPending(
  clients: { readonly s3: S3Client; readonly sqs: SQSClient },
  { aws }: Endpoints,
  report: VerificationReport,
): Promise<void> {
  report.section("pending", "Pending events");
  const pending = await pendingEvents(clients, ENVIRONMENT, aws.accountId);
  report.table(pending.map(({ location, count }) => ({ location, pending: count })));
  const total = pending.reduce((sum, { count }) => sum + count, 0);
  report.check({
    name: "nothing-pending",
    passed: total === 0,
    statement:
      total === 0
        ? "no event is parked, quarantined or on a queue"
        : `${total} objects or messages are pending`,
    figures: { pending: total },
  });
}

function searchTargets(
  readers: ReadonlyMap<SinkName, SinkReader>,
  logs: CloudWatchLogsClient,
): { source: SearchTarget; destinations: SearchTarget[] } {
  return {
    source: {
      name: "logGroups",
      texts: () =>
        messagesOf(
          logs,
          LOGS.map(({ id }) => logGroupName(ENVIRONMENT, id)),
        ),
    },
    destinations: [
      ...[...readers].map(([name, reader]) => ({ name, texts: () => reader.texts() })),
      {
        name: "functionLogs",
        texts: async () => messagesOf(logs, await functionLogGroups(logs, ENVIRONMENT)),
      },
    ],
  };
}
