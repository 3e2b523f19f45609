import { type Level, levelNamed, type LogRecord, TRACEBACK_START } from "../../../catalog";
import { hasTraceback, linesOf } from "../../shared/traceback";
import {
  ANY_FORM,
  LINE_FORMS,
  OLD_SYSLOG,
  type PlainTextHead,
  saysCrash,
  WRAPPERS,
} from "./plain-text-forms";
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
 * Most formats have the same parts in different order, so each part is read by its form: those of Python's `logging` and
 * of loguru, Flask, Django, Celery and AWS Lambda, of uvicorn, gunicorn, nginx, PostgreSQL and supervisord. The others are
 * rows of `LINE_FORMS`.
 */
export function readPlainText(line: string): PlainTextFields {
  const [head = ""] = linesOf([line.slice(0, MAX_HEAD)]);
  const parts = readHead(head);
  const exception = hasTraceback(line) ? readTraceback(line) : undefined;
  const isError = exception !== undefined || line.startsWith(TRACEBACK_START) || saysCrash(line);
  const level = parts.level ?? levelInSecondLine(line, parts) ?? (isError ? "ERROR" : undefined);
  return {
    ...(parts.time !== undefined && { "@timestamp": parts.time }),
    ...(level && { level }),
    ...(parts.logger !== undefined && { logger: parts.logger }),
    ...(exception && { exception }),
  };
}

/** java.util.logging writes time and logger in a line before the level. */
function levelInSecondLine(line: string, { time }: PlainTextHead): Level | undefined {
  const head = line.slice(0, MAX_HEAD);
  // Most lines are one line, in which the pattern would look at every character.
  if (time === undefined || !head.includes("\n")) return undefined;
  return levelNamed(/^[^\n]*\n([A-Z]+): /.exec(head)?.[1] ?? "");
}

function readHead(head: string): PlainTextHead {
  if (!ANY_FORM.test(head)) return readParts(head, false);
  for (const { form, fields } of LINE_FORMS) {
    const match = form.exec(head);
    if (match) return fields(match, head);
  }
  const wrapped = WRAPPERS.find((wrapper) => wrapper.test(head))?.exec(head)?.[0] ?? "";
  const time = readTime(wrapped, 0)?.time;
  const isTimed = time !== undefined || OLD_SYSLOG.test(wrapped);
  return { ...readParts(head.slice(wrapped.length), isTimed), ...(time !== undefined && { time }) };
}

const SEPARATORS = /[\s|,;:–—\])-]*/y;
/** A time without a date: 10:00:00,123, 10:00AM */
const CLOCK = /\d\d:\d\d:\d\d(?:[.,]\d+)?|\d\d?:\d\d[AP]M/y;
const OPENING = /[[(<]/;
/** A word that names a level, and what follows it. */
const WORD = /[A-Z]+\d?/iy;
/**
 * `[17]`, `(MainThread)`, `17#17:`, `*1`, `{tasks.py:1}`: process, thread, connection, request or place in the code; and
 * PostgreSQL's user, database and address: `app@stock`, `user=app,db=stock`, `10.0.0.1(5432)`.
 */
const OTHER_PART =
  /\[[\w .:@/=-]{1,64}\]|\([\w .:@/-]{1,64}\)|\{[\w.:/-]{1,64}\}|\d+#\d+:?|\*\d+|\d+(?=[\s:|\]])|[\da-f]{8}-[\da-f-]{27}|[\w.-]*@[\w.-]*(?=[ :])|[\d.]+\(\d+\)|[a-z]+=[^\s,=]*(?=[ ,])/y;
/** `inventorysync.db`, and names that have no dot. */
const LOGGER = /(?:[A-Za-z_]\w*(?:(?:\.|::)\w+)+|root|inventorysync|uvicorn|gunicorn)(?=[\s:|\]-]|$)/y;
/** The logger in a format whose separators show it: `ERROR:db:refused`, `… - db - ERROR - refused`. */
const SEPARATED_LOGGER = /:([A-Z_][\w.]*):|(?: - |\s*\| )([A-Z_][\w.]*)(?: - | \| |:)/iy;
/** Flask: `ERROR in app: refused`. */
const LOGGER_AFTER_IN = / in ([A-Za-z_][\w.]*):/y;

/** @param wasTimed whether a time stands before the text */
function readParts(head: string, wasTimed: boolean): PlainTextHead {
  const found: { -readonly [Key in keyof PlainTextHead]: PlainTextHead[Key] } = {};
  let isTimed = wasTimed;
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
      if (level.logger !== undefined) found.logger = level.logger;
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

interface LevelReading {
  readonly level: Level;
  readonly end: number;
  readonly logger?: string;
}

/** A level behind a channel or a module: Monolog's `app.ERROR:`, Apache's `core:error]`. */
const LEVELS_BEHIND_NAMES = [
  /(?<channel>[A-Z_][\w-]*)\.(?<name>[A-Z]+):/iy,
  /\w*:(?<name>[a-z]+\d?)\]/y,
] as const;

/**
 * A level in brackets, or a word that is followed as levels are. A word at the very beginning needs more than a space
 * behind it: `ERROR in a headline`.
 */
function readLevelWord(
  head: string,
  from: number,
  opens: boolean,
  isTimed: boolean,
): LevelReading | undefined {
  const behindName = isTimed ? readLevelBehindName(head, from) : undefined;
  if (behindName) return behindName;
  const end = skip(WORD, head, from);
  const word = head.slice(from, end);
  const level = levelNamed(word);
  if (!level) return undefined;
  const next = head.slice(end, end + 3);
  const closed = opens ? skip(CLOSING, head, end) : end;
  if (opens && closed > end) return { level, end: closed };
  if (word !== word.toUpperCase() && !COMMON_NAMES.has(word.toLowerCase())) return undefined;
  const isDelimited = /^(?:[:\t/\]|]| {2}| [-|[]|$)/.test(next) && !/^:\w*\/\//.test(head.slice(end));
  const isUpperCase = word === word.toUpperCase();
  const isSpaced = next.startsWith(" ");
  if (isDelimited || (isSpaced && ((isUpperCase && isTimed) || startsLogger(head, end + 1))))
    return { level, end };
  return undefined;
}

function readLevelBehindName(head: string, from: number): LevelReading | undefined {
  for (const pattern of LEVELS_BEHIND_NAMES) {
    pattern.lastIndex = from;
    const { channel, name = "" } = pattern.exec(head)?.groups ?? {};
    const level = channel === undefined || name === name.toUpperCase() ? levelNamed(name) : undefined;
    if (level) return { level, end: pattern.lastIndex, ...(channel !== undefined && { logger: channel }) };
  }
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
  { level }: PlainTextHead,
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
