import { levelNamed } from "../../../catalog";
import { isRfc3339 } from "./rfc3339";

const CLOCK = String.raw`(?<clock>\d\d:\d\d(?::\d\d)?)(?:[.,](?<fraction>\d+))?`;
const ZONE = String.raw`(?:Z|UTC|GMT)\b|[+-]\d\d:?\d\d(?![\w:])|[+-]\d\d(?![\w:])`;
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const MONTH_NUMBERS: ReadonlyMap<string, string> = new Map(
  MONTHS.map((name, index) => [name, String(index + 1).padStart(2, "0")]),
);
const MONTH = `(?<month>${MONTHS.join("|")})`;
const WEEKDAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";

/** The forms of times. A new library's form is one row. */
const FORMS: readonly RegExp[] = [
  // 2026-03-01 10:00:00,123, 2026/03/01 10:00:00, 2026-03-01T10:00Z, with a zone or without
  new RegExp(String.raw`(?<date>\d{4}[-/]\d\d[-/]\d\d)(?:[Tt]|,? )${CLOCK}(?: ?(?<zone>${ZONE}|z\b))?`, "y"),
  // 01/Mar/2026:10:00:00 +0000 of access logs; Sun, 01 Mar 2026 10:00:00 GMT; 01-Mar-2026 10:00:00.123 of Tomcat
  new RegExp(
    String.raw`(?:${WEEKDAY}, )?(?<day>\d\d?)[/ -]${MONTH}[/ -](?<year>\d{4})[: ]${CLOCK}(?: (?<zone>${ZONE}))?`,
    "y",
  ),
  // Sun Mar  1 10:00:00.123456 2026, of C's asctime and Apache
  new RegExp(String.raw`${WEEKDAY} ${MONTH} (?<day>[ \d]\d) ${CLOCK} (?<year>\d{4})\b`, "y"),
  // Mar 01, 2026 10:00:00 AM, of java.util.logging
  new RegExp(
    String.raw`${MONTH} (?<day>\d\d?), (?<year>\d{4}),? (?<clock>\d\d?:\d\d:\d\d) (?<half>[AP]M)`,
    "y",
  ),
];

/** The offset of two digits behind a space is read only where PostgreSQL writes it: before the process. */
const SHORT_OFFSET_BEHIND_SPACE = / [+-]\d\d$/;

/** What Go's and Java's libraries write behind the offset: `UTC m=+0.1`, `[Europe/Berlin]`. */
const ZONE_NAME = /\[[A-Z]\w+\/[\w/]+\]|(?: UTC\b)?(?: m=[+-][\d.]+)?/y;

/** The abbreviation of another zone, as PostgreSQL writes it. Three letters stand for several zones. */
const UNKNOWN_ZONE = / (?<name>[A-Z]{3,5})(?= |:[\d:])/y;

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
  const accessTime = readAccessTime(text, position);
  if (accessTime) return accessTime;
  for (const form of FORMS) {
    const read = readWith(form, text, position);
    if (read) return read;
  }
  return undefined;
}

const ACCESS_TIME = /(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)(?=\])/y;

/** Reads a time as nearly all access logs write it, with one pattern, in a fraction of the time that `FORMS` take. */
function readAccessTime(text: string, position: number): TimeReading | undefined {
  // The slash behind the day.
  if (text.charCodeAt(position + 2) !== 0x2f) return undefined;
  ACCESS_TIME.lastIndex = position;
  const match = ACCESS_TIME.exec(text);
  if (!match) return undefined;
  const [, day, name = "", year, clock, hours, minutes] = match;
  const month = MONTH_NUMBERS.get(name);
  const time = `${year}-${month}-${day}T${clock}${hours}:${minutes}`;
  return isRfc3339(time) ? { time, end: ACCESS_TIME.lastIndex } : undefined;
}

/** The most digits of a fraction of a second that sinks accept. */
const MAX_FRACTION = 9;

function readWith(form: RegExp, text: string, position: number): TimeReading | undefined {
  form.lastIndex = position;
  const match = form.exec(text);
  if (!match?.groups) return undefined;
  const { fraction } = match.groups;
  let { zone } = match.groups;
  let end = form.lastIndex;
  if (SHORT_OFFSET_BEHIND_SPACE.test(match[0]) && !text.startsWith(" [", end)) {
    zone = undefined;
    end -= " +00".length;
  }
  const digits = fraction === undefined ? "" : `.${fraction.slice(0, MAX_FRACTION)}`;
  const time = `${dateOf(match.groups)}T${clockOf(match.groups)}${digits}${offsetOf(zone)}`;
  if (!isRfc3339(time)) return undefined;
  if (zone !== undefined) {
    ZONE_NAME.lastIndex = end;
    return { time, end: ZONE_NAME.test(text) ? ZONE_NAME.lastIndex : end };
  }
  UNKNOWN_ZONE.lastIndex = end;
  const name = UNKNOWN_ZONE.exec(text)?.groups?.["name"];
  if (name === undefined || levelNamed(name) !== undefined) return { time, end };
  return { time: undefined, end: end + 1 + name.length };
}

type Groups = Readonly<Record<string, string>>;

function dateOf({ date, year, month = "", day = "" }: Groups): string {
  if (date !== undefined) return date.replaceAll("/", "-");
  return `${year}-${MONTH_NUMBERS.get(month)}-${day.trim().padStart(2, "0")}`;
}

/** Hours, minutes and seconds of a day of 24 hours. */
function clockOf({ clock = "", half }: Groups): string {
  const [hours = "", minutes = "", seconds = "00"] = clock.split(":");
  const hour = half === undefined ? hours : String((Number(hours) % 12) + (half === "PM" ? 12 : 0));
  return [hour.padStart(2, "0"), minutes, seconds].join(":");
}

function offsetOf(zone = "Z"): string {
  if (!/^[+-]/.test(zone)) return "Z";
  const [hours, minutes] = [zone.slice(0, 3), zone.slice(3).replace(":", "")];
  return `${hours}:${minutes === "" ? "00" : minutes}`;
}
