import type { LinkTargets } from "../notification/alarm-links";
import type { Redactor } from "../redaction";
import type { AlarmReader } from "./alarm-states";
import type { QuestionReader } from "./ask-question";
import type { LineReader } from "./counted-lines";

/** What the notifier needs to compose a notification. */
export interface ComposeOptions {
  readonly targets: LinkTargets;
  readonly lineReader: LineReader;
  /**
   * Maximum number of lines in the notification of a log alarm.
   * @default - the environment has no log alarms
   */
  readonly logAlarmLines?: number | undefined;
  readonly questionReader: QuestionReader;
  readonly alarmReader: AlarmReader;
  /** Masks every class of sensitive data: a notification leaves the account. */
  readonly redactor: Redactor;
  /** Ends the reading of logs and alarms for one notification. */
  readonly startDeadline: () => AbortSignal;
}
