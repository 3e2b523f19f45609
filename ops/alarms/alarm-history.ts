import { type CloudWatchClient, DescribeAlarmHistoryCommand } from "@aws-sdk/client-cloudwatch";
import { stateChangesRequest } from "../../lambda/notification/alarm-requests";

export interface StateChange {
  /** In RFC 3339. */
  readonly at: string;
  /** Such as "Alarm updated from OK to ALARM". */
  readonly summary: string;
}

/** The last changes of an alarm's state, newest first. */
export async function alarmHistory(client: CloudWatchClient, name: string): Promise<readonly StateChange[]> {
  const { AlarmHistoryItems = [] } = await client.send(
    new DescribeAlarmHistoryCommand(stateChangesRequest(name)),
  );
  return AlarmHistoryItems.map(({ Timestamp, HistorySummary = "" }) => ({
    at: Timestamp?.toISOString() ?? "",
    summary: HistorySummary,
  }));
}
