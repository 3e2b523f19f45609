import { type Alarm, evidenceOf, linesOf, logAlarmQuery, type Question, questionById } from "../../catalog";
import { type AlarmLinkOptions, insightsQuestion, type TimeRange } from "../notification/alarm-links";
import { answerTable, MAX_ROWS } from "../notification/answer-table";
import type { Evidence } from "../notification/notification";
import { printableLine } from "../notification/printable-line";
import { safeErrorMessage } from "../shared/safe-error";
import type { ComposeOptions } from "./compose-options";
import { MAX_LINES } from "./counted-lines";

/** A person waits for the notification. The time-out of the function is longer. */
export const MAX_READING_MS = 20_000;

/** An alarm that fired. */
export interface Fired {
  /** @default - the alarm is not in the catalogue */
  readonly row: Alarm | undefined;
  readonly range: TimeRange;
  /** The lines in the message of a log alarm, which are not read again. */
  readonly linesInMessage: Evidence | undefined;
}

/** What the logs show of an alarm. */
export interface Found {
  /** For the links. */
  readonly lines: AlarmLinkOptions["lines"];
  readonly evidence: readonly Evidence[];
}

/**
 * What the logs show of an alarm. Never throws: if the logs cannot be read, or not before the deadline, the evidence
 * says so.
 */
export async function findEvidence(
  { row, range, linesInMessage }: Fired,
  options: ComposeOptions,
  signal: AbortSignal,
): Promise<Found> {
  let lines: Found["lines"];
  const known = linesInMessage ? [linesInMessage] : [];
  const metric = row && linesOf(row);
  const source = row && !linesInMessage ? evidenceOf(row) : undefined;
  const subject =
    source?.kind === "answer" ? "The question could not be asked" : "The log lines could not be read";
  try {
    if (metric !== undefined)
      lines = await beforeDeadline(options.lineReader.findCountedLines(metric, signal), signal);
    if (!source) return { lines, evidence: known };
    const evidence =
      source.kind === "lines"
        ? lines && (await firstLines(lines, { row, range }, options, signal))
        : await answer(questionById(source.question), range, options, signal);
    return { lines, evidence: evidence ? [evidence] : [] };
  } catch (error) {
    if (!source) return { lines, evidence: known };
    const reason = signal.aborted ? `not within ${MAX_READING_MS / 1_000} seconds` : safeErrorMessage(error);
    return { lines, evidence: [{ title: `${subject}: ${reason}`, lines: [] }] };
  }
}

async function firstLines(
  lines: NonNullable<Found["lines"]>,
  { row, range }: Pick<Fired, "row" | "range">,
  { lineReader, redactor, logAlarmLines = MAX_LINES }: ComposeOptions,
  signal: AbortSignal,
): Promise<Evidence> {
  const limit = row && logAlarmQuery(row) ? logAlarmLines : MAX_LINES;
  const found = await beforeDeadline(lineReader.readFirstLines(lines, range, limit, signal), signal);
  return {
    title: titleOfLines(found.length, limit),
    lines: found.map((line) => printableLine(redactor.redactLine(line).text)),
  };
}

function titleOfLines(count: number, limit: number): string {
  if (count === 0) return "No line was found";
  return count < limit ? "The log lines" : `The first ${limit} log lines`;
}

async function answer(
  question: Question,
  range: TimeRange,
  { questionReader, redactor, targets }: ComposeOptions,
  signal: AbortSignal,
): Promise<Evidence | undefined> {
  const query = insightsQuestion(question, targets);
  if (!query) return undefined;
  const rows = await beforeDeadline(questionReader.ask(question, query, range, signal), signal);
  const table = answerTable(question, rows, redactor);
  if (table.length === 0) return { title: `${question.title}: ${question.ifEmpty}`, lines: [] };
  const isCut = rows.length >= MAX_ROWS && question.answer.groups?.length !== 0;
  return { title: isCut ? `${question.title}, the first ${MAX_ROWS}` : question.title, lines: table };
}

/** Also ends the wait for a reader that ignores the signal. */
export async function beforeDeadline<Result>(result: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const deadline = new Promise<never>((_, reject) => {
    const end = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
  return Promise.race([deadline, result]);
}
