import { type CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { type Alarm, alarmName, ALARMS } from "../../../catalog";

const ENVIRONMENT = "local";

/** An alarm of the catalogue with its state in CloudWatch. */
export interface AlarmState {
  readonly alarm: Pick<Alarm, "id" | "severity" | "description">;
  /** OK, ALARM or INSUFFICIENT_DATA. */
  readonly state: string;
  /** CloudWatch's reason for the state. */
  readonly reason: string;
  readonly since: Date | undefined;
}

/** The deployed alarms, those in state ALARM first. */
export async function readAlarms(client: CloudWatchClient): Promise<readonly AlarmState[]> {
  const states = new Map<string, Omit<AlarmState, "alarm">>();
  const pages = paginateDescribeAlarms(
    { client },
    { AlarmNamePrefix: alarmName(ENVIRONMENT, ""), AlarmTypes: ["MetricAlarm", "CompositeAlarm"] },
  );
  for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages) {
    for (const alarm of [...MetricAlarms, ...CompositeAlarms]) {
      const { AlarmName, StateValue, StateReason, StateUpdatedTimestamp } = alarm;
      states.set(AlarmName ?? "", {
        state: StateValue ?? "INSUFFICIENT_DATA",
        reason: StateReason ?? "",
        since: StateUpdatedTimestamp,
      });
    }
  }
  const deployed = ALARMS.flatMap((alarm) => {
    const state = states.get(alarmName(ENVIRONMENT, alarm.id));
    return state ? [{ alarm, ...state }] : [];
  });
  return deployed.toSorted((a, b) => Number(b.state === "ALARM") - Number(a.state === "ALARM"));
}
