import type { AlarmType, DescribeAlarmHistoryCommandInput } from "@aws-sdk/client-cloudwatch";

/** Every type of alarm. If a request names none, CloudWatch returns metric alarms only. */
export const ALARM_TYPES: readonly AlarmType[] = ["MetricAlarm", "LogAlarm", "CompositeAlarm"];

const MAX_CHANGES = 10;

/**
 * A request for the last changes of an alarm's state, newest first. CloudWatch stores 30 days (Amazon CloudWatch API
 * Reference, "DescribeAlarmHistory").
 */
export function stateChangesRequest(name: string): DescribeAlarmHistoryCommandInput {
  return {
    AlarmName: name,
    AlarmTypes: [...ALARM_TYPES],
    HistoryItemType: "StateUpdate",
    ScanBy: "TimestampDescending",
    MaxRecords: MAX_CHANGES,
  };
}
