import {
  type CloudWatchClient,
  type MetricDataQuery,
  paginateGetMetricData,
} from "@aws-sdk/client-cloudwatch";
import { METRIC_NAMESPACE, METRICS, type SinkName } from "../../catalog";
import { type Ledger, OUTCOMES } from "../../lambda/delivery/ledger";
import { OperatorError } from "../cli";

/** The sums of the ledgers of one sink, of its forwarder and its replay together. */
export type LedgerSums = Pick<Ledger, "received" | (typeof OUTCOMES)[number]>;

const NAMES = ["received", ...OUTCOMES] as const;

const DAY_MS = 86_400_000;

/**
 * The shortest period of which CloudWatch still has the data points, in seconds.
 * Source: Amazon CloudWatch API Reference, "GetMetricData".
 */
function periodSeconds(ageMs: number): number {
  if (ageMs < 15 * DAY_MS) return 60;
  return ageMs < 63 * DAY_MS ? 300 : 3_600;
}

/**
 * The sums of a sink's ledger metrics, by the time of the invocations. The data point with `since` is included as a
 * whole.
 *
 * @param since milliseconds since the epoch
 * @throws OperatorError if CloudWatch returns only a part of the data
 */
export async function readLedgerSums(
  client: CloudWatchClient,
  environment: string,
  sink: SinkName,
  { since, now }: { readonly since: number; readonly now: number },
): Promise<LedgerSums> {
  const seconds = periodSeconds(now - since);
  const sums = Object.fromEntries(NAMES.map((name) => [name, 0])) as Record<(typeof NAMES)[number], number>;
  const pages = paginateGetMetricData(
    { client },
    {
      MetricDataQueries: NAMES.map((name) => queryOf(name, environment, sink, seconds)),
      StartTime: new Date(since - (since % (seconds * 1_000))),
      EndTime: new Date(now + seconds * 1_000),
    },
  );
  for await (const { MetricDataResults = [] } of pages)
    for (const { Id, Values = [], StatusCode } of MetricDataResults) {
      if (StatusCode === "Forbidden" || StatusCode === "InternalError")
        throw new OperatorError(
          `CloudWatch returns ${StatusCode} for the metric ${Id ?? ""} of ${sink}; run the command again`,
        );
      const name = NAMES.find((candidate) => candidate === Id);
      if (name) sums[name] += Values.reduce((sum, value) => sum + value, 0);
    }
  return sums;
}

function queryOf(
  name: (typeof NAMES)[number],
  environment: string,
  sink: SinkName,
  seconds: number,
): MetricDataQuery {
  return {
    Id: name,
    MetricStat: {
      Metric: {
        Namespace: METRIC_NAMESPACE,
        MetricName: METRICS[name].name,
        Dimensions: [
          { Name: "Environment", Value: environment },
          { Name: "Sink", Value: sink },
        ],
      },
      Period: seconds,
      Stat: "Sum",
    },
  };
}
