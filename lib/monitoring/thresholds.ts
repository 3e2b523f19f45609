import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { type Condition, type ThresholdParameters, thresholdValue } from "../../catalog";
import type { EnvironmentConfig } from "../../config";

const BYTES_PER_GIB = 2 ** 30;
const MIB_PER_GIB = 2 ** 10;
const MS_PER_SECOND = 1_000;

export function thresholdParametersOf({
  alarms,
  search,
  forwarding,
}: EnvironmentConfig): ThresholdParameters {
  const { dataNodes, masterNodes } = search.kind === "domain" ? search : {};
  return {
    errorSpike: alarms.errorSpike,
    dailyIngestBytes: alarms.dailyIngestGiB * BYTES_PER_GIB,
    timeoutMs: forwarding.timeoutSeconds * MS_PER_SECOND,
    volumeMiB: (dataNodes?.volumeGiB ?? 0) * MIB_PER_GIB,
    nodes: (dataNodes?.count ?? 0) + (masterNodes?.count ?? 0),
  };
}

/** The threshold as CloudWatch evaluates it. */
export function thresholdProps(
  { threshold }: Condition,
  parameters: ThresholdParameters,
): Required<Pick<cloudwatch.AlarmProps, "threshold" | "comparisonOperator">> {
  return "atLeast" in threshold
    ? {
        threshold: thresholdValue(threshold.atLeast, parameters),
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      }
    : {
        threshold: thresholdValue(threshold.below, parameters),
        comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      };
}
