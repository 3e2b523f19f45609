import { type CloudWatchClient, type MetricAlarm, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { alarmName } from "../../catalog";

/** An alarm as it is deployed. */
export interface DeployedAlarm {
  readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  /** When it changed to this state, in RFC 3339. */
  readonly since: string | undefined;
  /** CloudWatch's reason for the state. */
  readonly reason: string;
  /** What happens in state ALARM: nothing, if there are no actions or if a person has disabled them. */
  readonly actions: "enabled" | "disabled" | "none";
  /** The whole alarm of the CloudWatch API. */
  readonly definition: MetricAlarm;
}

/** The deployed alarms of an environment, by their names. */
export async function deployedAlarms(
  client: CloudWatchClient,
  environment: string,
): Promise<ReadonlyMap<string, DeployedAlarm>> {
  const alarms = new Map<string, DeployedAlarm>();
  const pages = paginateDescribeAlarms({ client }, { AlarmNamePrefix: alarmName(environment, "") });
  for await (const { MetricAlarms = [] } of pages)
    for (const alarm of MetricAlarms) alarms.set(alarm.AlarmName ?? "", readAlarm(alarm));
  return alarms;
}

export function readAlarm(definition: MetricAlarm): DeployedAlarm {
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

function actionsOf({ AlarmActions = [], ActionsEnabled }: MetricAlarm): DeployedAlarm["actions"] {
  if (AlarmActions.length === 0) return "none";
  return ActionsEnabled === false ? "disabled" : "enabled";
}
