const DAY_MS = 24 * 60 * 60 * 1_000;
const TWO_DIGITS: readonly string[] = Array.from({ length: 100 }, (_, number) =>
  String(number).padStart(2, "0"),
);

let cachedDay: number | undefined;
/** The date of the cached day, `2026-03-01T`. */
let date = "";

function cacheDayOf(time: number): void {
  date = new Date(time).toISOString().slice(0, -"10:00:00.123Z".length);
  cachedDay = Math.floor(time / DAY_MS);
}

/**
 * A time as `Date.prototype.toISOString` writes it, in a fifth of the time: the events of a batch are mostly of one day.
 *
 * @param time integer, in milliseconds since the epoch
 * @throws RangeError for a time that a `Date` cannot represent
 */
export function isoTime(time: number): string {
  const day = Math.floor(time / DAY_MS);
  if (day !== cachedDay) cacheDayOf(time);
  const milliseconds = time - day * DAY_MS;
  const seconds = Math.floor(milliseconds / 1_000);
  const minutes = Math.floor(seconds / 60);
  const fraction = milliseconds % 1_000;
  return `${date}${TWO_DIGITS[Math.floor(minutes / 60)]}:${TWO_DIGITS[minutes % 60]}:${TWO_DIGITS[seconds % 60]}.${Math.floor(fraction / 100)}${TWO_DIGITS[fraction % 100]}Z`;
}

const ISO_TIME_LENGTH = "2026-03-01T10:00:00.123Z".length;

/**
 * What `Date.parse` returns, in a fifth of the time for a time that `isoTime` writes.
 *
 * @returns milliseconds since the epoch; NaN if the text is not a time
 */
export function parseIsoTime(text: string): number {
  if (text.length !== ISO_TIME_LENGTH) return Date.parse(text);
  const ofDay = timeOfDay(text);
  if (ofDay === undefined) return Date.parse(text);
  if (cachedDay !== undefined && text.startsWith(date)) return cachedDay * DAY_MS + ofDay;
  const time = Date.parse(text);
  if (!Number.isNaN(time)) cacheDayOf(time);
  return time;
}

/** The milliseconds since midnight of `…10:00:00.123Z`; undefined for another form. */
function timeOfDay(text: string): number | undefined {
  const at = ISO_TIME_LENGTH - "10:00:00.123Z".length;
  const hours = twoDigits(text, at);
  const minutes = twoDigits(text, at + 3);
  const seconds = twoDigits(text, at + 6);
  const milliseconds = 10 * twoDigits(text, at + 9) + digit(text, at + 11);
  const isTime =
    hours < 24 &&
    minutes < 60 &&
    seconds < 60 &&
    milliseconds < 1_000 &&
    text.charCodeAt(at + 2) === COLON &&
    text.charCodeAt(at + 5) === COLON &&
    text.charCodeAt(at + 8) === POINT &&
    text.charCodeAt(at + 12) === ZULU;
  return isTime ? ((hours * 60 + minutes) * 60 + seconds) * 1_000 + milliseconds : undefined;
}

const COLON = 0x3a;
const POINT = 0x2e;
const ZULU = 0x5a;
const ZERO = 0x30;

function twoDigits(text: string, at: number): number {
  return 10 * digit(text, at) + digit(text, at + 1);
}

/** NaN for another character. */
function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - ZERO;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}
