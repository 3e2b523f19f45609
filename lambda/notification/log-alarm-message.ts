import { isObject, type JsonObject, parseObject } from "../shared/json";

/**
 * The threshold of a log alarm, from `NewStateReasonData`, which has it in the documented example, or else from `Trigger`,
 * which has it in the message of a metric alarm. Source: Amazon CloudWatch User Guide, "Log alarms", Actions and
 * notifications.
 */
export function queryThresholdIn({
  NewStateReasonData: data,
  Trigger: trigger,
}: JsonObject): number | undefined {
  const { threshold } = typeof data === "string" ? parseObject(data) : isObject(data) ? data : {};
  const { Threshold } = isObject(trigger) ? trigger : {};
  return [threshold, Threshold].find((each): each is number => typeof each === "number");
}

/** `LogLines`, `ActionLogLines`, `log_events`; not `ActionLogLineCount` and `ActionLogLineRoleArn`. */
const LINES_MEMBER = /log[ _-]?(?:lines|events)$/i;

/** Levels of members and lists that are searched: more than the documented messages have. */
const MAX_DEPTH = 8;

/**
 * The log lines in the message of a log alarm, as CloudWatch Logs masks them. The documentation says that a message can
 * contain lines, but neither shows one nor names the member: this finds lines in every member with such a name, whether
 * they are text, records, or rows of `GetQueryResults`. Source: Amazon CloudWatch User Guide, "Log alarms",
 * Including log lines in notifications.
 */
export function logLinesIn(value: unknown, depth = MAX_DEPTH): readonly string[] {
  if (depth === 0) return [];
  if (Array.isArray(value)) return value.flatMap((each) => logLinesIn(each, depth - 1));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    LINES_MEMBER.test(name) ? linesOf(member, depth - 1) : logLinesIn(member, depth - 1),
  );
}

function linesOf(value: unknown, depth: number): readonly string[] {
  if (typeof value === "string") return value.split("\n").filter((line) => line.trim() !== "");
  if (Array.isArray(value)) {
    const values: readonly unknown[] = value;
    if (isResultRow(values)) return [lineOfRow(values)];
    return depth === 0 ? [] : values.flatMap((each) => linesOf(each, depth - 1));
  }
  return isObject(value) ? [lineOfRecord(value)] : [];
}

/** A row of the response of `GetQueryResults`. */
type ResultRow = readonly { readonly field: string; readonly value?: unknown }[];

function isResultRow(values: readonly unknown[]): values is ResultRow {
  return values.length > 0 && values.every((each) => isObject(each) && typeof each["field"] === "string");
}

function lineOfRow(row: ResultRow): string {
  return lineOfRecord(Object.fromEntries(row.map(({ field, value }) => [field, value])));
}

/** The event itself, if the record has it beside fields about it; otherwise the record is the event. */
function lineOfRecord(record: JsonObject): string {
  const event = record["@message"];
  return typeof event === "string" ? event : JSON.stringify(record);
}
