import {
  type CloudWatchClient,
  type CompositeAlarm,
  type LogAlarm,
  type MetricAlarm,
  paginateDescribeAlarms,
} from "@aws-sdk/client-cloudwatch";
import { alarmName } from "../../catalog";
import { ALARM_TYPES } from "../../lambda/notification/alarm-requests";

/** An alarm as it is deployed. */
export interface DeployedAlarm {
  readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  /** When it changed to this state, in RFC 3339. */
  readonly since: string | undefined;
  /** CloudWatch's reason for the state. */
  readonly reason: string;
  /**
   * What happens in state ALARM: nothing, if there are no actions, if a person has disabled them, or while another alarm
   * suppresses them.
   */
  readonly actions: "enabled" | "disabled" | "none" | "suppressed";
  /** The whole alarm of the CloudWatch API. */
  readonly definition: MetricAlarm | LogAlarm | CompositeAlarm;
}

/** The deployed alarms of an environment, by their names. */
export async function deployedAlarms(
  client: CloudWatchClient,
  environment: string,
): Promise<ReadonlyMap<string, DeployedAlarm>> {
  const alarms = new Map<string, DeployedAlarm>();
  const pages = paginateDescribeAlarms(
    { client },
    {
      AlarmNamePrefix: alarmName(environment, ""),
      AlarmTypes: [...ALARM_TYPES],
    },
  );
  for await (const { MetricAlarms = [], LogAlarms = [], CompositeAlarms = [] } of pages)
    for (const alarm of [...MetricAlarms, ...LogAlarms, ...CompositeAlarms])
      alarms.set(alarm.AlarmName ?? "", readAlarm(alarm));
  return alarms;
}

export function readAlarm(definition: MetricAlarm | LogAlarm | CompositeAlarm): DeployedAlarm {
  const { StateValue, StateReason, StateTransitionedTimestamp, StateUpdatedTimestamp } = definition;
  return {
    state: StateValue ?? "INSUFFICIENT_DATA",
    // An update of the reason alone is no change of the state.
    since: (StateTransitionedTimestamp ?? StateUpdatedTimestamp)?.toISOString(),
    reason: StateReason ?? "",
    actions: actionsOf(definition),
    definition,
  };
}

function actionsOf(definition: MetricAlarm | LogAlarm | CompositeAlarm): DeployedAlarm["actions"] {
  const { AlarmActions = [], ActionsEnabled } = definition;
  if (AlarmActions.length === 0) return "none";
  if (ActionsEnabled === false) return "disabled";
  return "ActionsSuppressedBy" in definition && definition.ActionsSuppressedBy !== undefined
    ? "suppressed"
    : "enabled";
}
