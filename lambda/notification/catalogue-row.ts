import { type Alarm, alarmName, ALARMS } from "../../catalog";
import type { AlarmMessage } from "./alarm-message";

/** The row of an alarm in the catalogue; undefined for an alarm that is not in it. */
export function catalogueRow({ name }: Pick<AlarmMessage, "name">, environment: string): Alarm | undefined {
  return (ALARMS as readonly Alarm[]).find(({ id }) => alarmName(environment, id) === name);
}
