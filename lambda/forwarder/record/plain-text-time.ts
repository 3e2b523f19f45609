import { levelNamed } from "../../../catalog";
import { isRfc3339 } from "./rfc3339";

/** `2026-03-01 10:00:00,123`, `2026/03/01 10:00:00`, with a zone or without. */
const ISO =
  /(?<date>\d{4}[-/]\d\d[-/]\d\d)[T ](?<clock>\d\d:\d\d:\d\d)(?:[.,](?<fraction>\d{1,9}))?(?: ?(?<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)(?![\w:]))?/y;

/** The abbreviation of another zone, as PostgreSQL writes it. Three letters stand for several zones. */
const UNKNOWN_ZONE = / (?<name>[A-Z]{3,5})(?= )/y;

/** `01/Mar/2026:10:00:00 +0000`, the time of access logs. */
const COMMON_LOG =
  /(?<day>\d\d)\/(?<month>[A-Z][a-z]{2})\/(?<year>\d{4}):(?<clock>\d\d:\d\d:\d\d) (?<zone>[+-]\d{4})/y;

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** A time in a text, and the position behind it. */
export interface TimeReading {
  /** RFC 3339; undefined if its zone is not known. */
  readonly time: string | undefined;
  readonly end: number;
}

/**
 * Reads the time at a position of a text. A time without a zone is one in UTC, the zone of the hosts.
 */
export function readTime(text: string, position: number): TimeReading | undefined {
  return readWith(ISO, text, position) ?? readWith(COMMON_LOG, text, position);
}

function readWith(pattern: RegExp, text: string, position: number): TimeReading | undefined {
  pattern.lastIndex = position;
  const groups = pattern.exec(text)?.groups;
  if (!groups) return undefined;
  const { clock, fraction, zone } = groups;
  const time = `${dateOf(groups)}T${clock}${fraction === undefined ? "" : `.${fraction}`}${offsetOf(zone)}`;
  if (!isRfc3339(time)) return undefined;
  const end = pattern.lastIndex;
  UNKNOWN_ZONE.lastIndex = end;
  const name = zone === undefined ? UNKNOWN_ZONE.exec(text)?.groups?.["name"] : undefined;
  if (name === undefined || levelNamed(name) !== undefined) return { time, end };
  return { time: undefined, end: end + 1 + name.length };
}

function dateOf({ date, year, month = "", day }: Readonly<Record<string, string>>): string {
  if (date !== undefined) return date.replaceAll("/", "-");
  return `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, "0")}-${day}`;
}

function offsetOf(zone = "Z"): string {
  if (!/^[+-]/.test(zone)) return "Z";
  return zone.includes(":") ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}
