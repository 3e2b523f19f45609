import { type CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { METRIC_NAMESPACE, METRICS, type SinkName } from "../../catalog";

const ENVIRONMENT = "local";

/** What a sink received, and what became of it. */
export const LEDGER_METRICS = ["received", "delivered", "parked", "rejected", "filtered", "sampled"] as const;
export type LedgerSums = Readonly<Record<(typeof LEDGER_METRICS)[number], number>>;

/** Whether everything that was received has an outcome. */
export function isBalanced({ received, ...outcomes }: LedgerSums): boolean {
  return received === Object.values(outcomes).reduce((sum, count) => sum + count, 0);
}

/**
 * Events with an outcome that is their last: those parked are received again by the replay, which settles them or parks
 * them once more.
 */
export function settledCount({ received, parked }: LedgerSums): number {
  return received - parked;
}

/** What the ledger metrics of forwarder and replay say of a sink since `from`, as CloudWatch has them. */
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
