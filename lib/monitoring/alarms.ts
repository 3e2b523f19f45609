import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import { type Alarm, alarmName, ALARMS, type Sizes } from "../../catalog";
import { type Watched, watchedMetric } from "./watched-metric";

export interface AlarmsProps {
  readonly environment: string;
  readonly watched: Watched;
  readonly sizes: Sizes;
  /** What an alarm does when it goes off, and when it is over. */
  readonly action: cloudwatch.IAlarmAction;
}

/** Every alarm of the catalogue that has something to watch here. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { environment, watched, sizes, action }: AlarmsProps) {
    super(scope, id);

    for (const row of ALARMS) {
      const metric = watchedMetric(row, watched);
      if (metric === undefined) continue;
      const alarm = new cloudwatch.Alarm(this, row.id, {
        alarmName: alarmName(environment, row.id),
        alarmDescription: describe(row, environment),
        metric,
        ...limit(row, sizes),
        datapointsToAlarm: row.breaches[0],
        evaluationPeriods: row.breaches[1],
        treatMissingData: SILENCE[row.whenSilent],
      });
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
  }
}

const SILENCE = {
  ok: cloudwatch.TreatMissingData.NOT_BREACHING,
  breach: cloudwatch.TreatMissingData.BREACHING,
} as const satisfies Readonly<Record<Alarm["whenSilent"], cloudwatch.TreatMissingData>>;

/** What failed, how urgent it is, where to look. */
function describe({ id, severity, says }: Alarm, environment: string): string {
  return `${environment}, ${severity}: ${says}. What to do: docs/runbook.md#${id}`;
}

function limit(
  { when }: Alarm,
  sizes: Sizes,
): Pick<cloudwatch.AlarmProps, "threshold" | "comparisonOperator"> {
  const inNumbers = (value: number | ((sizes: Sizes) => number)) =>
    typeof value === "number" ? value : value(sizes);
  return "atLeast" in when
    ? {
        threshold: inNumbers(when.atLeast),
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      }
    : {
        threshold: inNumbers(when.below),
        comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      };
}
