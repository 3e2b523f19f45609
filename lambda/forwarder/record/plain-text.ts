import { type Level, levelNamed, levelNumbered, type LogRecord, TRACEBACK_START } from "../../../catalog";
import { hasTraceback, linesOf } from "../../shared/traceback";
import { readTime } from "./plain-text-time";
import { readTraceback } from "./read-exception";

/** What a line of plain text says of itself. */
export type PlainTextFields = Pick<LogRecord, "@timestamp" | "level" | "logger" | "exception">;

/** Characters of the first line that are read. What formats write before a message is shorter. */
const MAX_HEAD = 300;
/** Parts before a message that are neither time, level nor logger, such as the ids of processes and threads. */
const MAX_PARTS = 10;

/**
 * Reads level, time, logger and exception of a line of plain text, as far as the line says them before its message.
 *
 * The formats have the same parts in different order, so each part is read by its form: those of Python's `logging` and of
 * loguru, Flask, Django, Celery and AWS Lambda, of uvicorn, gunicorn, nginx, PostgreSQL, supervisord, syslog and logfmt.
 */
export function readPlainText(line: string): PlainTextFields {
  const [head = ""] = linesOf([line.slice(0, MAX_HEAD)]);
  const parts = readHead(head);
  const exception = hasTraceback(line) ? readTraceback(line) : undefined;
  const level = parts.level ?? (exception || line.startsWith(TRACEBACK_START) ? "ERROR" : undefined);
  return {
    ...(parts.time !== undefined && { "@timestamp": parts.time }),
    ...(level && { level }),
    ...(parts.logger !== undefined && { logger: parts.logger }),
    ...(exception && { exception }),
  };
}

interface Head {
  time?: string;
  level?: Level;
  logger?: string;
}

function readHead(head: string): Head {
  const syslog = SYSLOG.exec(head);
  if (syslog)
    return headOf(readTime(head, syslog[0].length)?.time, levelNumbered(Number(syslog[1]) % 8, "syslog"));
  if (LOGFMT.test(head)) {
    const timeAt = LOGFMT_TIME.exec(head);
    const time = timeAt ? readTime(head, timeAt.index + timeAt[0].length)?.time : undefined;
    return headOf(time, levelNamed(LOGFMT_LEVEL.exec(head)?.[1] ?? ""));
  }
  const access = ACCESS_LOG.exec(head)?.[0];
  if (access !== undefined) return headOf(readTime(head, access.length)?.time);
  const oldSyslog = OLD_SYSLOG.exec(head)?.[0];
  return oldSyslog === undefined ? readParts(head, false) : readParts(head.slice(oldSyslog.length), true);
}

/** `<11>1 `: facility and severity. Source: RFC 5424, PRI. */
const SYSLOG = /^<(\d{1,3})>(?:1 )?/;
/** `Mar  1 10:00:00 host inventorysync[17]: `: a time without a year. Source: RFC 3164. */
const OLD_SYSLOG = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ [\w./-]+(?:\[\d+\])?: /;
/** `time=… level=error msg=…` */
const LOGFMT = /^\w+=\S/;
const LOGFMT_LEVEL = /(?:^| )(?:level|lvl|severity)="?(\w+)/;
const LOGFMT_TIME = /(?:^| )(?:time|timestamp|ts)="?/;
/** `127.0.0.1 - - [`: an access log in the Common Log Format. */
const ACCESS_LOG = /^\S+ \S+ \S+ \[(?=\d\d\/)/;

function headOf(time: string | undefined, level?: Level): Head {
  return { ...(time !== undefined && { time }), ...(level && { level }) };
}

const SEPARATORS = /[\s|,;:–—-]*/y;
/** A time without a date. */
const CLOCK = /\d\d:\d\d:\d\d(?:[.,]\d+)?/y;
const OPENING = /[[(<]/;
/** A word that names a level, and what follows it. */
const WORD = /[A-Z]+\d?/iy;
/** `[17]`, `(MainThread)`, `17#17:`, `*1`, `pid=17`, `MainProcess`: process, thread, connection or request. */
const OTHER_PART =
  /\[[\w .:@/-]{1,64}\]|\([\w .:@/-]{1,64}\)|\d+#\d+:?|\*\d+|\d+(?=[\s:|\]])|[\da-f]{8}-[\da-f-]{27}|[\w.-]+@[\w.-]+(?= )/y;
/** `inventorysync.db`, and names that have no dot. */
const LOGGER = /(?:[A-Za-z_]\w*(?:\.\w+)+|root|inventorysync|uvicorn|gunicorn)(?=[\s:|\]-]|$)/y;
/** The logger in a format whose separators show it: `ERROR:db:refused`, `… - db - ERROR - refused`. */
const SEPARATED_LOGGER = /:([A-Z_][\w.]*):|(?: - |\s*\| )([A-Z_][\w.]*)(?: - | \| |:)/iy;
/** Flask: `ERROR in app: refused`. */
const LOGGER_AFTER_IN = / in ([A-Za-z_][\w.]*):/y;

/** @param timed whether a time stands before the text */
function readParts(head: string, timed: boolean): Head {
  const found: Head = {};
  let isTimed = timed;
  let position = 0;
  for (let part = 0; part < MAX_PARTS; part += 1) {
    const separatorsFrom = position;
    position = skip(SEPARATORS, head, position);
    const opens = OPENING.test(head[position] ?? "");
    const from = opens ? position + 1 : position;

    const time = isTimed ? undefined : readTime(head, from);
    if (time) {
      isTimed = true;
      if (time.time !== undefined) found.time = time.time;
      position = time.end + (head[time.end] === "]" ? 1 : 0);
      continue;
    }
    const clockEnd = isTimed ? from : skip(CLOCK, head, from);
    if (clockEnd > from) {
      isTimed = true;
      position = clockEnd;
      continue;
    }
    const level = found.level === undefined ? readLevelWord(head, from, opens, isTimed) : undefined;
    if (level) {
      found.level = level.level;
      position = level.end;
      continue;
    }
    const logger = found.logger === undefined ? readLogger(head, separatorsFrom, from, found) : undefined;
    if (logger) {
      found.logger = logger.name;
      position = logger.end;
      // What follows the level and the logger is the message.
      if (found.level !== undefined) break;
      continue;
    }
    const other = skip(OTHER_PART, head, position);
    if (other === position) break;
    position = other;
  }
  // Without a level, a word with dots is a file or a host as likely as a logger.
  if (found.level === undefined) delete found.logger;
  return found;
}

/**
 * A level in brackets, or a word that is followed as levels are. A word at the very beginning needs more than a space
 * behind it: `ERROR in a headline`.
 */
function readLevelWord(
  head: string,
  from: number,
  opens: boolean,
  isTimed: boolean,
): { readonly level: Level; readonly end: number } | undefined {
  const end = skip(WORD, head, from);
  const word = head.slice(from, end);
  const level = levelNamed(word);
  if (!level) return undefined;
  const next = head.slice(end, end + 3);
  const closed = opens ? skip(CLOSING, head, end) : end;
  if (opens && closed > end) return { level, end: closed };
  if (word !== word.toUpperCase() && !COMMON_NAMES.has(word.toLowerCase())) return undefined;
  const isDelimited = /^(?:[:\t/\]]| {2}| [-|[]|$)/.test(next) && !/^:\w*\/\//.test(head.slice(end));
  const isSpaced = word === word.toUpperCase() && next.startsWith(" ");
  if (isDelimited || (isSpaced && (isTimed || startsLogger(head, end + 1)))) return { level, end };
  return undefined;
}

const CLOSING = /\s*[\])>]/y;

/** Names that also programs without a logging library write, in any case: `error: refused`. */
const COMMON_NAMES: ReadonlySet<string> = new Set(
  "debug info notice warning warn error err critical crit fatal alert emerg panic trace".split(" "),
);

function startsLogger(head: string, position: number): boolean {
  return skip(LOGGER, head, position) > position || readTime(head, position) !== undefined;
}

function readLogger(
  head: string,
  separatorsFrom: number,
  from: number,
  { level }: Head,
): { readonly name: string; readonly end: number } | undefined {
  for (const pattern of level === undefined ? [SEPARATED_LOGGER] : [SEPARATED_LOGGER, LOGGER_AFTER_IN]) {
    pattern.lastIndex = separatorsFrom;
    const match = pattern.exec(head);
    const name = match?.[1] ?? match?.[2];
    if (match && name !== undefined && levelNamed(name) === undefined)
      return { name, end: pattern.lastIndex - 1 };
  }
  const end = skip(LOGGER, head, from);
  return end > from ? { name: head.slice(from, end), end } : undefined;
}

function skip(pattern: RegExp, text: string, position: number): number {
  pattern.lastIndex = position;
  return pattern.test(text) ? pattern.lastIndex : position;
}
