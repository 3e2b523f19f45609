import { type CloudWatchClient, DescribeAlarmHistoryCommand } from "@aws-sdk/client-cloudwatch";

const MAX_CHANGES = 10;

export interface StateChange {
  /** In RFC 3339. */
  readonly at: string;
  /** Such as "Alarm updated from OK to ALARM". */
  readonly summary: string;
}

/** The last changes of an alarm's state, newest first. CloudWatch stores 30 days (Amazon CloudWatch API Reference). */
export async function alarmHistory(client: CloudWatchClient, name: string): Promise<readonly StateChange[]> {
  const { AlarmHistoryItems = [] } = await client.send(
    new DescribeAlarmHistoryCommand({
      AlarmName: name,
      // Without this parameter, CloudWatch returns the history of metric alarms only.
      AlarmTypes: ["MetricAlarm", "LogAlarm", "CompositeAlarm"],
      HistoryItemType: "StateUpdate",
      ScanBy: "TimestampDescending",
      MaxRecords: MAX_CHANGES,
    }),
  );
  return AlarmHistoryItems.map(({ Timestamp, HistorySummary = "" }) => ({
    at: Timestamp?.toISOString() ?? "",
    summary: HistorySummary,
  }));
}
