import { type Alarm, alarmForm, alarmName, conditionAlarmId, evidenceMinutes } from "../../catalog";
import { alarmLinks, questionForLinks } from "../notification/alarm-links";
import { type AlarmMessage, evaluationRange, parseAlarmMessage } from "../notification/alarm-message";
import { catalogueRow } from "../notification/catalogue-row";
import {
  alarmNotification,
  foreignNotification,
  type TopicMessage,
} from "../notification/create-notification";
import { withLogAlarmTrigger } from "../notification/log-alarm-trigger";
import { describeMeasurement } from "../notification/measurement";
import type { Notification } from "../notification/notification";
import type { ComposeOptions } from "./compose-options";
import { beforeDeadline, findEvidence } from "./find-evidence";
import { linesInMessage } from "./lines-in-message";

/** The notification of a message on an alarm topic. Logs and alarms that cannot be read never prevent it. */
export async function compose(message: TopicMessage, options: ComposeOptions): Promise<Notification> {
  const { targets, redactor } = options;
  const parsed = parseAlarmMessage(message.text);
  if (!parsed) return foreignNotification(message, redactor);
  const row = catalogueRow(parsed, targets.environment);
  const alarm = withLogAlarmTrigger(parsed, row, targets.environment);
  const signal = options.startDeadline();
  const range = evaluationRange(alarm, row && evidenceMinutes(row));
  const isActive = alarm.state === "ALARM";
  const [{ lines, evidence }, measurements, durationMs] = await Promise.all([
    isActive
      ? findEvidence({ row, range, linesInMessage: linesInMessage(alarm, options) }, options, signal)
      : { lines: undefined, evidence: [] },
    measurementsOf(alarm, row, options, signal),
    durationOf(alarm, options, signal),
  ]);
  return alarmNotification(message, alarm, redactor, {
    row,
    measurements,
    durationMs,
    evidence,
    links: alarmLinks({
      targets,
      alarmId: row?.id,
      alarmName: alarm.name,
      range,
      lines,
      // The logs of an alarm that ended no longer show why it fired.
      ...(isActive && questionForLinks(row, targets)),
    }),
  });
}

/** The message of a composite alarm has no number: those of its active conditions raised it. */
async function measurementsOf(
  alarm: AlarmMessage,
  row: Alarm | undefined,
  { alarmReader, targets }: ComposeOptions,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (alarm.trigger) return [describeMeasurement({ ...alarm, trigger: alarm.trigger }, row)];
  if (!row || alarm.state !== "ALARM") return [];
  const form = alarmForm(row);
  if (form.kind === "metric") return [];
  const conditions = form.anyOf.flat().map((condition) => {
    const id = conditionAlarmId(row, condition);
    return [alarmName(targets.environment, id), condition] as const;
  });
  try {
    const names = conditions.map(([name]) => name);
    const active = await beforeDeadline(alarmReader.activeConditions(names, signal), signal);
    return conditions.flatMap(([name, condition]) => {
      const measured = active.get(name);
      return measured ? [describeMeasurement(measured, condition)] : [];
    });
  } catch {
    return [];
  }
}

async function durationOf(
  { name, state, at }: AlarmMessage,
  { alarmReader }: ComposeOptions,
  signal: AbortSignal,
): Promise<number | undefined> {
  if (state !== "OK") return undefined;
  try {
    const firedAt = await beforeDeadline(alarmReader.firedAt(name, at, signal), signal);
    return firedAt === undefined ? undefined : Math.max(0, at - firedAt);
  } catch {
    return undefined;
  }
}
