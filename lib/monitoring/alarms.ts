import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import { type Alarm, alarmName, ALARMS, type ThresholdParameters } from "../../catalog";
import { type WatchedResources, watchedMetric } from "./watched-metric";

export interface AlarmsProps {
  readonly environment: string;
  readonly watched: WatchedResources;
  readonly thresholdParameters: ThresholdParameters;
  /** The action for the state ALARM and for the return to OK. */
  readonly action: cloudwatch.IAlarmAction;
}

/** Every alarm of the catalogue whose metric exists in this environment. */
export class Alarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { environment, watched, thresholdParameters, action }: AlarmsProps,
  ) {
    super(scope, id);

    for (const row of ALARMS) {
      const metric = watchedMetric(row, watched);
      if (metric === undefined) continue;
      const alarm = new cloudwatch.Alarm(this, row.id, {
        alarmName: alarmName(environment, row.id),
        alarmDescription: describe(row, environment),
        metric,
        ...thresholdProps(row, thresholdParameters),
        datapointsToAlarm: row.breaches[0],
        evaluationPeriods: row.breaches[1],
        treatMissingData: MISSING_DATA[row.treatMissingData],
      });
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
  }
}

const MISSING_DATA = {
  notBreaching: cloudwatch.TreatMissingData.NOT_BREACHING,
  breaching: cloudwatch.TreatMissingData.BREACHING,
} as const satisfies Readonly<Record<Alarm["treatMissingData"], cloudwatch.TreatMissingData>>;

/** Environment, severity, what failed, and the article of the runbook. */
function describe({ id, severity, description }: Alarm, environment: string): string {
  return `${environment}, ${severity}: ${description}. What to do: docs/runbook.md#${id}`;
}

function thresholdProps(
  { threshold }: Alarm,
  parameters: ThresholdParameters,
): Pick<cloudwatch.AlarmProps, "threshold" | "comparisonOperator"> {
  const resolve = (value: number | ((parameters: ThresholdParameters) => number)) =>
    typeof value === "number" ? value : value(parameters);
  return "atLeast" in threshold
    ? {
        threshold: resolve(threshold.atLeast),
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      }
    : {
        threshold: resolve(threshold.below),
        comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      };
}
