import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { functionLogGroupName, logGroupName, LOGS, SINK_NAMES, type SinkName } from "../../lib/catalog";
import { awsClientConfig } from "../aws-client-config";
import type { Endpoints } from "../endpoints";
import type { Written } from "../traffic";
import { proveAnswers } from "./answers";
import { awaitCount, expectedBySink, expectedReceived } from "./arrivals";
import { datadogLogs, datadogTotal } from "./datadog";
import { type Engine, engine } from "./engine";
import { LEDGER, ledgerSums } from "./ledgers";
import { messagesOf } from "./log-groups";
import { type Place, proveRedaction } from "./redaction";
import { type Report, report } from "./report";
import { spotlightEvents } from "./spotlight";

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
  const search = endpoints.search && engine(endpoints.search);
  const result = report(print);
  try {
    await proveArrivals(endpoints, search, written, result);
    const sinks = search ? SINK_NAMES : SINK_NAMES.filter((sink) => sink !== "opensearch");
    await proveLedgers(cloudwatch, sinks, from, expectedReceived(written, sinks), result);
    if (search) await proveAnswers(search, written, result);
    await proveRedaction(written.planted, placesOf(endpoints, logs, search), result);
  } finally {
    logs.destroy();
    cloudwatch.destroy();
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
  const readers: Partial<Record<SinkName, () => Promise<number>>> = {
    ...(search && { opensearch: () => search.count() }),
    sentry: async () => (await spotlightEvents(endpoints.sentry.url)).length,
    datadog: () => datadogTotal(endpoints.datadog.url),
  };
  const counts = await Promise.all(
    Object.entries(readers).map(async ([sink, read]) => {
      const wanted = expected[sink as SinkName];
      return { sink, wanted, arrived: await awaitCount(read, wanted, ARRIVAL_TIMEOUT_MS) };
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
}

async function proveLedgers(
  client: CloudWatchClient,
  sinks: readonly SinkName[],
  from: Date,
  expected: number,
  result: Report,
): Promise<void> {
  result.heading("Ledger per sink, as CloudWatch has the forwarder's metrics");
  const ledgers = await Promise.all(
    sinks.map(async (sink) => {
      // The metrics come by the forwarder's own log, a moment after the lines.
      await awaitCount(
        async () => (await ledgerSums(client, sink, from)).received,
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
    const { received, ...outcomes } = sums;
    const accounted = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
    result.check(
      received === expected && received === accounted,
      `${sink}: received ${received} of ${expected} written for the sinks, accounted for ${accounted}`,
    );
  }
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
      { name: "sentry", texts: () => spotlightEvents(endpoints.sentry.url) },
      { name: "datadog", texts: () => datadogLogs(endpoints.datadog.url) },
      {
        name: "forwarder's own log",
        texts: () => messagesOf(logs, [functionLogGroupName(ENVIRONMENT, "forwarder")]),
      },
    ],
  };
}
