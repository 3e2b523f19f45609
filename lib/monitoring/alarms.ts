import { Duration, TimeZone } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as actions from "aws-cdk-lib/aws-cloudwatch-actions";
import { Construct } from "constructs";
import {
  type Alarm,
  type AlarmForm,
  alarmForm,
  alarmName,
  type Condition,
  conditionAlarmId,
  logGroupName,
  muteRuleName,
  whatToDo,
} from "../../catalog";
import { alarmsOf, type EnvironmentConfig, logAlarmsOf } from "../../config";
import { acknowledge, twinIds } from "../compliance";
import { LogAlarm } from "./log-alarm";
import { LogAlarmRoles } from "./log-alarm-roles";
import type { Notifications } from "./notifications/notifications";
import { thresholdParametersOf, thresholdProps } from "./thresholds";
import { type WatchedResources, watchedMetric } from "./watched-metric";

/**
 * How long a composite alarm waits for the alarm that explains it before it notifies: CloudWatch evaluates each of them
 * once a minute, in any order.
 */
const SUPPRESSOR_WAIT = Duration.minutes(2);
/** How long a composite alarm still waits after the alarm that explained it has ended: its own condition ends later. */
const SUPPRESSOR_EXTENSION = Duration.minutes(10);

export interface AlarmsProps {
  readonly config: EnvironmentConfig;
  readonly watched: WatchedResources;
  /** Receive the state ALARM and the return to OK. */
  readonly topics: Pick<Notifications, "alarmTopics" | "notificationTopics">;
}

/**
 * Every alarm that the environment has. An alarm with several conditions, or with one that another alarm explains, is a
 * composite alarm, which notifies; the metric alarms of its conditions do not. With the setting `alarms.logAlarms`, an
 * alarm that counts log lines is a log alarm. In the deploy window of the environment, a mute rule withholds the actions
 * of alarms that a deployment can raise; CloudWatch performs the actions of an alarm that is still active at the end of
 * the window.
 */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { config, watched, topics }: AlarmsProps) {
    super(scope, id);

    const { environment } = config;
    const parameters = thresholdParametersOf(config);
    const createMetricAlarm = (id: string, description: string, condition: Condition) =>
      new cloudwatch.Alarm(this, id, {
        alarmName: alarmName(environment, id),
        alarmDescription: description,
        metric: watchedMetric(condition, watched),
        ...thresholdProps(condition, parameters),
        datapointsToAlarm: condition.breaches[0],
        evaluationPeriods: condition.breaches[1],
        treatMissingData: MISSING_DATA[condition.treatMissingData],
      });
    const createComposite = (row: Alarm, form: AlarmForm & { readonly kind: "composite" }) => {
      const rules = form.anyOf.map((conditions) =>
        cloudwatch.AlarmRule.allOf(
          ...conditions.map((condition) => {
            const description = `condition of ${alarmName(environment, row.id)}, which notifies`;
            const alarm = createMetricAlarm(conditionAlarmId(row, condition), description, condition);
            acknowledge(alarm, [
              {
                ids: twinIds("CloudWatchAlarmAction", "nist", "hipaa"),
                reason:
                  "the alarm is one condition of a composite alarm, which notifies: an action of its own would notify of the " +
                  "same fact again, or of a condition that is no fault without the others",
                owner: "platform team",
                reviewBy: "2027-11-30",
              },
            ]);
            return alarm;
          }),
        ),
      );
      return new cloudwatch.CompositeAlarm(this, row.id, {
        compositeAlarmName: alarmName(environment, row.id),
        alarmDescription: describe(row, config),
        alarmRule: cloudwatch.AlarmRule.anyOf(...rules),
      });
    };

    const created = new Map<string, cloudwatch.AlarmBase>();
    const rows = alarmsOf(config);
    const logAlarms = this.createLogAlarms(config);
    for (const row of rows) {
      const form = alarmForm(row);
      const alarm =
        logAlarms.get(row.id) ??
        (form.kind === "metric"
          ? createMetricAlarm(row.id, describe(row, config), form.condition)
          : createComposite(row, form));
      const { [row.severity]: topic } = row.bypassesNotifier ? topics.notificationTopics : topics.alarmTopics;
      alarm.addAlarmAction(new actions.SnsAction(topic));
      alarm.addOkAction(new actions.SnsAction(topic));
      created.set(row.id, alarm);
    }
    this.suppressConsequences(rows, created);
    this.muteInDeployWindow(config, rows, created);
  }

  /**
   * The log alarms, by the ids of the alarms that they are; none without the setting. CloudFormation cannot change the type
   * of a resource, so their logical ids differ from those of the metric alarms.
   */
  private createLogAlarms(config: EnvironmentConfig): ReadonlyMap<string, cloudwatch.AlarmBase> {
    const { environment, alarms } = config;
    const found = logAlarmsOf(config);
    if (!alarms.logAlarms || found.length === 0) return new Map();
    const { lines } = alarms.logAlarms;
    const parameters = thresholdParametersOf(config);
    const roles = new LogAlarmRoles(this, "LogAlarmRoles", {
      environment,
      logGroupNames: [...new Set(found.map(({ query }) => logGroupName(environment, query.log)))],
      alarmNames: found.map(({ alarm }) => alarmName(environment, alarm.id)),
    });
    return new Map(
      found.map(({ alarm, query }) => [
        alarm.id,
        new LogAlarm(this, `${alarm.id}-log`, {
          environment,
          alarmName: alarmName(environment, alarm.id),
          alarmDescription: describe(alarm, config),
          query,
          threshold: thresholdProps(query.condition, parameters),
          lines,
          roles,
        }),
      ]),
    );
  }

  /** After all alarms exist: an alarm may be listed before the one that explains it. */
  private suppressConsequences(
    rows: readonly Alarm[],
    created: ReadonlyMap<string, cloudwatch.AlarmBase>,
  ): void {
    for (const row of rows) {
      const form = alarmForm(row);
      if (form.kind === "metric" || form.suppressedBy === undefined) continue;
      const suppressor = created.get(form.suppressedBy);
      if (!suppressor)
        throw new Error(
          `${row.id} is suppressed by ${form.suppressedBy}, which the environment does not have; correct suppressedBy in catalog/alarms`,
        );
      const composite = created.get(row.id)?.node.defaultChild as cloudwatch.CfnCompositeAlarm;
      composite.actionsSuppressor = suppressor.alarmArn;
      composite.actionsSuppressorWaitPeriod = SUPPRESSOR_WAIT.toSeconds();
      composite.actionsSuppressorExtensionPeriod = SUPPRESSOR_EXTENSION.toSeconds();
    }
  }

  private muteInDeployWindow(
    { environment, alarms: { deployWindow } }: EnvironmentConfig,
    rows: readonly Alarm[],
    created: ReadonlyMap<string, cloudwatch.AlarmBase>,
  ): void {
    if (!deployWindow) return;
    new cloudwatch.AlarmMuteRule(this, "DeployWindow", {
      alarmMuteRuleName: muteRuleName(environment),
      description: "alarms that a deployment of the application or of the platform can raise",
      schedule: cloudwatch.ScheduleExpression.expression(
        `cron(${deployWindow.cron})`,
        TimeZone.of(deployWindow.timezone),
      ),
      duration: Duration.minutes(deployWindow.minutes),
      alarms: rows
        .filter(({ mutedInDeployWindows }) => mutedInDeployWindows)
        .flatMap(({ id }) => created.get(id) ?? []),
    });
  }
}

const MISSING_DATA = {
  notBreaching: cloudwatch.TreatMissingData.NOT_BREACHING,
  breaching: cloudwatch.TreatMissingData.BREACHING,
} as const satisfies Readonly<Record<Condition["treatMissingData"], cloudwatch.TreatMissingData>>;

/** Environment, severity, what failed, and the article of the runbook. */
function describe({ id, severity, description }: Alarm, { environment, alarms }: EnvironmentConfig): string {
  return `${environment}, ${severity}: ${description}. ${whatToDo(id, alarms.runbookUrl)}`;
}
