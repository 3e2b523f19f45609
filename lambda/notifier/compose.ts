import { type Alarm, alarmName, ALARMS } from "../../catalog";
import {
  alarmLinks,
  questionForLinks,
  type AlarmLinkOptions,
  type LinkTargets,
  type TimeRange,
} from "../notification/alarm-links";
import { type AlarmMessage, evaluationRange, parseAlarmMessage } from "../notification/alarm-message";
import {
  alarmNotification,
  foreignNotification,
  type TopicMessage,
} from "../notification/create-notification";
import type { Evidence, Notification } from "../notification/notification";
import { printableLine } from "../notification/printable-line";
import type { Redactor } from "../redaction";
import { safeErrorName } from "../shared/safe-error-name";
import { type LineReader, MAX_LINES } from "./counted-lines";

export interface ComposeOptions {
  readonly targets: LinkTargets;
  readonly lineReader: LineReader;
  /** Masks every class of sensitive data: a notification leaves the account. */
  readonly redactor: Redactor;
}

/** The notification of a message on an alarm topic. Logs that cannot be read never prevent it. */
export async function compose(message: TopicMessage, options: ComposeOptions): Promise<Notification> {
  const alarm = parseAlarmMessage(message.text);
  if (!alarm)
    return foreignNotification({ ...message, text: options.redactor.redactText(message.text).text });
  const { targets } = options;
  const row = catalogueRow(alarm, targets.environment);
  const range = evaluationRange(alarm);
  const { lines, evidence } = await findEvidence(alarm, range, options);
  return alarmNotification(message, alarm, {
    description: row?.description ?? alarm.description,
    evidence,
    links: alarmLinks({
      targets,
      alarmId: row?.id,
      alarmName: alarm.name,
      range,
      lines,
      ...questionForLinks(row, targets.environment),
    }),
  });
}

function catalogueRow({ name }: AlarmMessage, environment: string): Alarm | undefined {
  return (ALARMS as readonly Alarm[]).find(({ id }) => alarmName(environment, id) === name);
}

async function findEvidence(
  alarm: AlarmMessage,
  range: TimeRange,
  { lineReader, redactor }: ComposeOptions,
): Promise<Pick<AlarmLinkOptions, "lines"> & { readonly evidence: readonly Evidence[] }> {
  if (!alarm.trigger) return { evidence: [] };
  let lines: AlarmLinkOptions["lines"];
  try {
    lines = await lineReader.findCountedLines(alarm.trigger);
    if (!lines || alarm.state !== "ALARM") return { lines, evidence: [] };
    const found = await lineReader.readFirstLines(lines, range);
    const title = found.length === 0 ? "No line was found" : `The first lines, at most ${MAX_LINES}`;
    return {
      lines,
      evidence: [{ title, lines: found.map((line) => printableLine(redactor.redactLine(line).text)) }],
    };
  } catch (error) {
    return {
      lines,
      evidence: [{ title: `The log lines could not be read (${safeErrorName(error)})`, lines: [] }],
    };
  }
}
