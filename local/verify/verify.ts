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
/** A count that does not grow for this long is final: twenty times what a whole run takes on two cores. */
const ARRIVAL_IDLE_MS = 60_000;

export interface VerifyOptions {
  readonly endpoints: Endpoints;
  readonly summary: TrafficSummary;
  /** When the producer began, for the metrics. */
  readonly from: Date;
  readonly print: (line: string) => void;
}

/** Compares what came out everywhere with what was written. Resolves to true when all of it holds. */
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
  result.heading(`Arrivals of ${summary.lines} written lines`);
  const expected = expectedBySink(summary);
  const counts = await Promise.all(
    [...readers].map(async ([sink, reader]) => {
      const expectedCount = expected[sink];
      return {
        sink,
        wanted: expectedCount,
        actualCount: await waitForCount(() => reader.count(), expectedCount, ARRIVAL_IDLE_MS),
      };
    }),
  );
  result.table(
    ["sink", "expected", "arrived"],
    counts.map(({ sink, wanted: expectedCount, actualCount }) => [sink, expectedCount, actualCount]),
  );
  result.check(
    counts.every(({ wanted: expectedCount, actualCount }) => expectedCount === actualCount),
    "every line arrived once at each of its sinks",
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
  result.heading("Ledger per sink, as CloudWatch has the metrics of forwarder and replay");
  const ledgers = await Promise.all(
    sinks.map(async (sink) => {
      // The metrics come by the forwarder's own log, a moment after the lines.
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
    // What Lambda tried again, the ledger has twice.
    const countedTwice = Math.max(0, settledCount(sums) - expected);
    result.check(
      isBalanced(sums) && settledCount(sums) >= expected,
      `${sink}: the ledger balances, and of ${expected} written ${settledCount(sums) - countedTwice} are settled` +
        (countedTwice > 0 ? `, ${countedTwice} of them twice` : ""),
    );
  }
}

async function verifyNothingIsPending(
  clients: { readonly s3: S3Client; readonly sqs: SQSClient },
  { aws }: Endpoints,
  result: VerificationReport,
): Promise<void> {
  result.heading("What waits anywhere");
  const pending = await pendingEvents(clients, ENVIRONMENT, aws.accountId);
  result.table(
    ["place", "waiting"],
    pending.map(({ location, count }) => [location, count]),
  );
  result.check(
    pending.every(({ count }) => count === 0),
    "nothing is parked, in quarantine or on a queue",
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
