import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { logGroupName, LOGS, type SinkName } from "../../catalog";
import { awsClientConfig } from "../aws-client-config";
import type { Endpoints } from "../endpoints";
import type { TrafficSummary } from "../traffic";
import { waitForCount, expectedBySink, expectedReceived } from "./expected-counts";
import { isBalanced, LEDGER_METRICS, ledgerSums, settledCount } from "./ledgers";
import { functionLogGroups, messagesOf } from "./log-groups";
import { type OpenSearchReader, createOpenSearchReader } from "./opensearch";
import { pendingEvents } from "./pending-events";
import { verifyQueries } from "./queries";
import { type SearchTarget, verifyRedaction } from "./redaction";
import { type VerificationReport, createVerificationReport } from "./report";
import { createSinkReaders, type SinkReader } from "./sink-readers";

const ENVIRONMENT = "local";
/** Twenty times the duration of a run with 12,000 lines on two cores. */
const ARRIVAL_IDLE_MS = 60_000;

export interface VerifyOptions {
  readonly endpoints: Endpoints;
  readonly summary: TrafficSummary;
  /** Start of the traffic, for the metrics. */
  readonly from: Date;
  readonly print: (line: string) => void;
}

/** Compares what every sink received with the written lines. Resolves to true if every check passes. */
export async function verify({ endpoints, summary, from, print }: VerifyOptions): Promise<boolean> {
  const logs = new CloudWatchLogsClient(awsClientConfig(endpoints));
  const cloudwatch = new CloudWatchClient(awsClientConfig(endpoints));
  const s3 = new S3Client({ ...awsClientConfig(endpoints), forcePathStyle: true });
  const sqs = new SQSClient(awsClientConfig(endpoints));
  const opensearch = endpoints.search && createOpenSearchReader(endpoints.search);
  const result = createVerificationReport(print);
  try {
    const readers = createSinkReaders(endpoints, opensearch);
    await verifyCounts(readers, opensearch, summary, result);
    const sinks = [...readers.keys()];
    await verifyLedgers(cloudwatch, sinks, from, expectedReceived(summary, sinks), result);
    await verifyNothingIsPending({ s3, sqs }, endpoints, result);
    if (opensearch) await verifyQueries(opensearch, summary, result);
    await verifyRedaction(summary.plantedSecrets, searchTargets(readers, logs), result);
  } finally {
    for (const client of [logs, cloudwatch, s3, sqs]) client.destroy();
    await opensearch?.close();
  }
  return result.passed;
}

async function verifyCounts(
  readers: ReadonlyMap<SinkName, SinkReader>,
  opensearch: OpenSearchReader | undefined,
  summary: TrafficSummary,
  result: VerificationReport,
): Promise<void> {
  result.heading(`Deliveries of ${summary.lines} written lines`);
  const expected = expectedBySink(summary);
  const counts = await Promise.all(
    [...readers].map(async ([sink, reader]) => {
      const expectedCount = expected[sink];
      const actualCount = await waitForCount(() => reader.count(), expectedCount, ARRIVAL_IDLE_MS);
      return { sink, expectedCount, actualCount };
    }),
  );
  result.table(
    ["sink", "expected", "arrived"],
    counts.map(({ sink, expectedCount, actualCount }) => [sink, expectedCount, actualCount]),
  );
  result.check(
    counts.every(({ expectedCount, actualCount }) => expectedCount === actualCount),
    "each sink received every one of its lines exactly once",
  );
  if (!opensearch) return;
  const { size } = await opensearch.ids();
  result.check(size === expected.opensearch, `opensearch: ${size} distinct ids`);
}

async function verifyLedgers(
  client: CloudWatchClient,
  sinks: readonly SinkName[],
  from: Date,
  expected: number,
  result: VerificationReport,
): Promise<void> {
  result.heading("Ledger per sink (CloudWatch metrics of forwarder and replay)");
  const ledgers = await Promise.all(
    sinks.map(async (sink) => {
      // The metrics arrive through the forwarder's own log, shortly after the lines.
      await waitForCount(
        async () => settledCount(await ledgerSums(client, sink, from)),
        expected,
        ARRIVAL_IDLE_MS,
      );
      return { sink, sums: await ledgerSums(client, sink, from) };
    }),
  );
  result.table(
    ["sink", ...LEDGER_METRICS],
    ledgers.map(({ sink, sums }) => [sink, ...LEDGER_METRICS.map((metric) => sums[metric])]),
  );
  for (const { sink, sums } of ledgers) {
    // The ledger counts events of a retried invocation twice.
    const countedTwice = Math.max(0, settledCount(sums) - expected);
    result.check(
      isBalanced(sums) && settledCount(sums) >= expected,
      `${sink}: the ledger balances; ${settledCount(sums) - countedTwice} of ${expected} written lines have a final outcome` +
        (countedTwice > 0 ? `, ${countedTwice} of them counted twice after a retry` : ""),
    );
  }
}

async function verifyNothingIsPending(
  clients: { readonly s3: S3Client; readonly sqs: SQSClient },
  { aws }: Endpoints,
  result: VerificationReport,
): Promise<void> {
  result.heading("Pending events");
  const pending = await pendingEvents(clients, ENVIRONMENT, aws.accountId);
  result.table(
    ["location", "pending"],
    pending.map(({ location, count }) => [location, count]),
  );
  result.check(
    pending.every(({ count }) => count === 0),
    "no event is parked, quarantined or on a queue",
  );
}

function searchTargets(
  readers: ReadonlyMap<SinkName, SinkReader>,
  logs: CloudWatchLogsClient,
): { source: SearchTarget; destinations: SearchTarget[] } {
  return {
    source: {
      name: "log groups",
      texts: () =>
        messagesOf(
          logs,
          LOGS.map(({ id }) => logGroupName(ENVIRONMENT, id)),
        ),
    },
    destinations: [
      ...[...readers].map(([name, reader]) => ({ name, texts: () => reader.texts() })),
      {
        name: "functions' own logs",
        texts: async () => messagesOf(logs, await functionLogGroups(logs, ENVIRONMENT)),
      },
    ],
  };
}
