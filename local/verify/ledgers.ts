import { type CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { METRIC_NAMESPACE, METRICS, type SinkName } from "../../catalog";

const ENVIRONMENT = "local";

/** The ledger metrics: received events and their outcomes. */
export const LEDGER_METRICS = ["received", "delivered", "parked", "rejected", "filtered", "sampled"] as const;
export type LedgerSums = Readonly<Record<(typeof LEDGER_METRICS)[number], number>>;

/** Whether every received event has an outcome. */
export function isBalanced({ received, ...outcomes }: LedgerSums): boolean {
  return received === Object.values(outcomes).reduce((sum, count) => sum + count, 0);
}

/**
 * Number of events with a final outcome. The replay receives parked events again and delivers, rejects or parks them.
 */
export function settledCount({ received, parked }: LedgerSums): number {
  return received - parked;
}

/** The sums of a sink's ledger metrics in CloudWatch since `from`, of forwarder and replay together. */
export async function ledgerSums(client: CloudWatchClient, sink: SinkName, from: Date): Promise<LedgerSums> {
  const sums = await Promise.all(
    LEDGER_METRICS.map(async (metric) => {
      const { Datapoints } = await client.send(
        new GetMetricStatisticsCommand({
          Namespace: METRIC_NAMESPACE,
          MetricName: METRICS[metric].name,
          Dimensions: [
            { Name: "Environment", Value: ENVIRONMENT },
            { Name: "Sink", Value: sink },
          ],
          StartTime: from,
          EndTime: new Date(Date.now() + 60_000),
          Period: 60,
          Statistics: ["Sum"],
        }),
      );
      return [metric, (Datapoints ?? []).reduce((sum, point) => sum + (point.Sum ?? 0), 0)] as const;
    }),
  );
  return Object.fromEntries(sums) as LedgerSums;
}
