import { Lazy } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { type LogAlarmQuery, logGroupName } from "../../catalog";
import { linesCondition, linesQuery } from "../../lambda/notification/lines-query";
import type { LogAlarmRoles } from "./log-alarm-roles";

/**
 * How long a line may take to become searchable: a query ends so long before it runs. The CloudWatch agent sends lines
 * every five seconds; the rest is for ingestion, for which AWS states no time. Source: Amazon CloudWatch User Guide, "Log
 * alarms", Schedule planning.
 */
const INGESTION_DELAY_SECONDS = 60;
const SECONDS_PER_MINUTE = 60;

export interface LogAlarmProps {
  readonly environment: string;
  readonly alarmName: string;
  readonly alarmDescription: string;
  readonly query: LogAlarmQuery;
  readonly threshold: Pick<cloudwatch.CfnLogAlarmProps, "threshold" | "comparisonOperator">;
  /** Maximum number of log lines in the message. */
  readonly lines: number;
  readonly roles: LogAlarmRoles;
}

/**
 * An alarm of CloudWatch that runs a query of Logs Insights once for each period of its condition, over a time range of
 * that length, and counts the lines that the query returns. Like the metric alarm that it replaces, it counts each line
 * once. Unlike that alarm, its message can contain lines. Source: Amazon CloudWatch User Guide, "Log alarms".
 */
export class LogAlarm extends cloudwatch.AlarmBase {
  readonly alarmArn: string;
  readonly alarmName: string;

  constructor(scope: Construct, id: string, props: LogAlarmProps) {
    super(scope, id);

    const { environment, query, roles } = props;
    const { periodMinutes, breaches, treatMissingData } = query.condition;
    const alarm = new cloudwatch.CfnLogAlarm(this, "Resource", {
      alarmName: props.alarmName,
      alarmDescription: props.alarmDescription,
      ...props.threshold,
      queryResultsToAlarm: breaches[0],
      queryResultsToEvaluate: breaches[1],
      treatMissingData,
      scheduledQueryConfiguration: {
        queryString: queryStringOf(query),
        aggregationExpression: "count(*)",
        logGroupIdentifiers: [logGroupName(environment, query.log)],
        scheduledQueryRoleArn: roles.query.roleArn,
        scheduleConfiguration: {
          scheduleExpression: `rate(${periodMinutes} ${periodMinutes === 1 ? "minute" : "minutes"})`,
          startTimeOffset: periodMinutes * SECONDS_PER_MINUTE + INGESTION_DELAY_SECONDS,
          endTimeOffset: INGESTION_DELAY_SECONDS,
        },
      },
      // The base class fills these lists after construction.
      alarmActions: Lazy.list({ produce: () => this.alarmActionArns }),
      okActions: Lazy.list({ produce: () => this.okActionArns }),
      actionLogLineCount: props.lines,
      actionLogLineRoleArn: roles.lines.roleArn,
    });
    alarm.node.addDependency(roles);
    this.alarmArn = alarm.attrArn;
    this.alarmName = alarm.ref;
  }
}

/** @throws Error if a pattern has no translation: the query would return lines that the metric does not count */
function queryStringOf({ metric, patterns }: LogAlarmQuery): string {
  const condition = linesCondition(patterns);
  if (!condition)
    throw new Error(
      `a filter pattern of ${metric} has no form for Logs Insights: ${patterns.join(" or ")}; extend lambda/notification/filter-pattern`,
    );
  return linesQuery(condition);
}
