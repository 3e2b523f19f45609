import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { logGroupName, LOGS, SINK_NAMES, type SinkName } from "../../catalog";
import { awsClientConfig } from "../aws-client-config";
import type { Endpoints } from "../endpoints";
import type { Written } from "../traffic";
import { proveAnswers } from "./answers";
import { awaitCount, expectedBySink, expectedReceived } from "./arrivals";
import { sinkCounts } from "./counts";
import { datadogLogs } from "./datadog";
import { type Engine, engine } from "./engine";
import { balances, LEDGER, ledgerSums, settled } from "./ledgers";
import { functionLogGroups, messagesOf } from "./log-groups";
import { type Place, proveRedaction } from "./redaction";
import { type Report, report } from "./report";
import { sentryEvents } from "./sentry";
import { waitingPlaces } from "./waiting";

const ENVIRONMENT = "local";
/** Twenty times what a run of 12,000 lines takes on two cores. */
const ARRIVAL_TIMEOUT_MS = 60_000;

export interface ProofOptions {
  readonly endpoints: Endpoints;
  readonly written: Written;
  /** When the producer began, for the metrics. */
  readonly from: Date;
  readonly print: (line: string) => void;
}

/** Compares what came out everywhere with what was written. Resolves to true when all of it holds. */
export async function prove({ endpoints, written, from, print }: ProofOptions): Promise<boolean> {
  const logs = new CloudWatchLogsClient(awsClientConfig(endpoints));
  const cloudwatch = new CloudWatchClient(awsClientConfig(endpoints));
  const s3 = new S3Client({ ...awsClientConfig(endpoints), forcePathStyle: true });
  const sqs = new SQSClient(awsClientConfig(endpoints));
  const search = endpoints.search && engine(endpoints.search);
  const result = report(print);
  try {
    await proveArrivals(endpoints, search, written, result);
    const sinks = search ? SINK_NAMES : SINK_NAMES.filter((sink) => sink !== "opensearch");
    await proveLedgers(cloudwatch, sinks, from, expectedReceived(written, sinks), result);
    await proveNothingWaits({ s3, sqs }, endpoints, result);
    if (search) await proveAnswers(search, written, result);
    await proveRedaction(written.planted, placesOf(endpoints, logs, search), result);
  } finally {
    for (const client of [logs, cloudwatch, s3, sqs]) client.destroy();
    await search?.close();
  }
  return result.holds;
}

async function proveArrivals(
  endpoints: Endpoints,
  search: Engine | undefined,
  written: Written,
  result: Report,
): Promise<void> {
  result.heading(`Arrivals of ${written.lines} written lines`);
  const expected = expectedBySink(written);
  const counts = await Promise.all(
    [...sinkCounts(endpoints, search)].map(async ([sink, count]) => {
      const wanted = expected[sink];
      return { sink, wanted, arrived: await awaitCount(count, wanted, ARRIVAL_TIMEOUT_MS) };
    }),
  );
  result.table(
    ["sink", "expected", "arrived"],
    counts.map(({ sink, wanted, arrived }) => [sink, wanted, arrived]),
  );
  result.check(
    counts.every(({ wanted, arrived }) => wanted === arrived),
    "every line arrived once at each of its sinks",
  );
  if (!search) return;
  const { size } = await search.ids();
  result.check(size === expected.opensearch, `opensearch: ${size} distinct ids`);
}

async function proveLedgers(
  client: CloudWatchClient,
  sinks: readonly SinkName[],
  from: Date,
  expected: number,
  result: Report,
): Promise<void> {
  result.heading("Ledger per sink, as CloudWatch has the metrics of forwarder and replay");
  const ledgers = await Promise.all(
    sinks.map(async (sink) => {
      // The metrics come by the forwarder's own log, a moment after the lines.
      await awaitCount(
        async () => settled(await ledgerSums(client, sink, from)),
        expected,
        ARRIVAL_TIMEOUT_MS,
      );
      return { sink, sums: await ledgerSums(client, sink, from) };
    }),
  );
  result.table(
    ["sink", ...LEDGER],
    ledgers.map(({ sink, sums }) => [sink, ...LEDGER.map((word) => sums[word])]),
  );
  for (const { sink, sums } of ledgers) {
    // What Lambda tried again, the ledger has twice.
    const twice = Math.max(0, settled(sums) - expected);
    result.check(
      balances(sums) && settled(sums) >= expected,
      `${sink}: the ledger balances, and of ${expected} written ${settled(sums) - twice} are settled` +
        (twice > 0 ? `, ${twice} of them twice` : ""),
    );
  }
}

async function proveNothingWaits(
  clients: { readonly s3: S3Client; readonly sqs: SQSClient },
  { aws }: Endpoints,
  result: Report,
): Promise<void> {
  result.heading("What waits anywhere");
  const places = await waitingPlaces(clients, ENVIRONMENT, aws.accountId);
  result.table(
    ["place", "waiting"],
    places.map(({ place, waiting }) => [place, waiting]),
  );
  result.check(
    places.every(({ waiting }) => waiting === 0),
    "nothing is parked, in quarantine or on a queue",
  );
}

function placesOf(
  endpoints: Endpoints,
  logs: CloudWatchLogsClient,
  search: Engine | undefined,
): { source: Place; destinations: Place[] } {
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
      ...(search ? [{ name: "opensearch", texts: () => search.documents() }] : []),
      { name: "sentry", texts: async () => (await sentryEvents(endpoints.sentry)).map(({ text }) => text) },
      { name: "datadog", texts: () => datadogLogs(endpoints.datadog.url) },
      {
        name: "functions' own logs",
        texts: async () => messagesOf(logs, await functionLogGroups(logs, ENVIRONMENT)),
      },
    ],
  };
}
