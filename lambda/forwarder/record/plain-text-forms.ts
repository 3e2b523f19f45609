import { type Level, LEVEL_LETTERS, levelNamed, levelNumbered } from "../../../catalog";
import { readTime } from "./plain-text-time";

/** What the head of a line says. */
export interface PlainTextHead {
  readonly time?: string;
  readonly level?: Level;
  readonly logger?: string;
}

/** A format whose parts are not those of Python's formats in another order. */
interface LineForm {
  /** Matches the first line. */
  readonly form: RegExp;
  readonly fields: (match: RegExpExecArray, head: string) => PlainTextHead;
}

const LOGFMT_LEVEL = /(?:^| )(?:level|lvl|severity)=["']?(\w+)/;
const LOGFMT_TIME = /(?:^| )(?:time|timestamp|ts)=["']?/;
const PHP_LEVELS: Readonly<Record<string, Level>> = {
  "Fatal error": "CRITICAL",
  "Parse error": "CRITICAL",
  Warning: "WARNING",
  Notice: "INFO",
  Deprecated: "INFO",
};
/** Source: Redis documentation, redis.conf, loglevel; the source code of `serverLogRaw`. */
const REDIS_LEVELS: Readonly<Record<string, Level>> = {
  ".": "DEBUG",
  "-": "DEBUG",
  "*": "INFO",
  "#": "WARNING",
};

/** The first form that matches counts. A new format is one row. */
export const LINE_FORMS: readonly LineForm[] = [
  {
    // `<11>1 2026-03-01T10:00:00Z`: facility and severity. Source: RFC 5424, PRI.
    form: /^<(\d{1,3})>(?:1 )?/,
    fields: ([pri, number], head) =>
      headOf(timeAt(head, pri.length), levelNumbered(Number(number) % 8, "syslog")),
  },
  {
    // `time=… level=error msg=…`
    form: /^\w+=\S/,
    fields: (_, head) => {
      const time = LOGFMT_TIME.exec(head);
      return headOf(
        time ? timeAt(head, time.index + time[0].length) : undefined,
        levelNamed(LOGFMT_LEVEL.exec(head)?.[1] ?? ""),
      );
    },
  },
  {
    // `127.0.0.1 - - [01/Mar/2026:10:00:00 +0000]`: an access log in the Common Log Format, also with the virtual host
    form: /^(?:\S+ ){1,4}\[(?=\d\d\/[A-Z])/,
    fields: ([before], head) => headOf(timeAt(head, before.length)),
  },
  {
    // `E0301 10:00:00.123456       1 reflector.go:138]`: klog and glog
    form: /^([DIWEF])(?:\d{4}){1,2} \d\d:\d\d:\d\d\.\d+ +\d+ /,
    fields: ([, letter]) => headOf(undefined, letterLevel(letter)),
  },
  {
    // `[E 260301 10:00:00 web:1]`, `[E 2026-03-01 10:00:00.123 ServerApp]`: Tornado, Jupyter
    form: /^\[([DIWEC]) (?=\d)/,
    fields: ([before, letter], head) => headOf(timeAt(head, before.length), letterLevel(letter)),
  },
  {
    // `E, [2026-03-01T10:00:00.123456 #17] ERROR -- : refused`: Ruby's Logger
    form: /^([DIWEF]), \[(?=\d)/,
    fields: ([before, letter], head) => headOf(timeAt(head, before.length), letterLevel(letter)),
  },
  {
    // `17:M 01 Mar 2026 10:00:00.123 # refused`: Redis
    form: /^\d+:[A-Z] (?=\d)[^.*#-]{20}\.\d+ ([.*#-]) /,
    fields: ([whole, mark = ""], head) => headOf(timeAt(head, whole.indexOf(" ") + 1), REDIS_LEVELS[mark]),
  },
  {
    // `fail: Shop.Sync[0]`: .NET
    form: /^(trce|dbug|info|warn|fail|crit): ([\w.`]+)\[\d+\]/,
    fields: ([, name = "", logger]) =>
      headOf(undefined, name === "fail" ? "ERROR" : levelNamed(name), logger),
  },
  {
    // `ERRO[0000] refused`: logrus on a terminal
    form: /^([A-Z]{4})\[\d+\] /,
    fields: ([, name = ""]) => headOf(undefined, levelNamed(name)),
  },
  {
    // `[01-Mar-2026 10:00:00 UTC] PHP Fatal error:  refused`
    form: new RegExp(String.raw`^\[([^\]]+)\] PHP (${Object.keys(PHP_LEVELS).join("|")}):`),
    fields: ([, time = "", name = ""]) => headOf(timeAt(time, 0), PHP_LEVELS[name]),
  },
];

/** `Mar  1 10:00:00 host inventorysync[17]: `: a time without a year. Source: RFC 3164. */
export const OLD_SYSLOG = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ [\w./-]+(?:\[\d+\])?: /;

/** What programs that transport lines write before them. The line follows. */
export const WRAPPERS: readonly RegExp[] = [
  OLD_SYSLOG,
  // `2026-03-01T10:00:00.123456789Z stderr F `: the Container Runtime Interface of Kubernetes
  /^\d{4}-\d\d-\d\dT\S+ std(?:out|err) [FP] /,
  // `2026-03-01T10:00:00.123456+00:00 host inventorysync[17]: `: rsyslog, Heroku
  /^\d{4}-\d\d-\d\dT\S+ (?:[\w.-]+ )?[\w./-]+\[[\w.]+\]: /,
  // `web-1  | `: Docker Compose
  /^[a-z][\w.-]* +\| (?! )/,
];

/** All forms at once: most lines have none. */
export const ANY_FORM = new RegExp(
  [...LINE_FORMS.map(({ form }) => form), ...WRAPPERS].map(({ source }) => source).join("|"),
);

/** What programs that end without a logging library write first. */
const CRASH =
  /^(?:Exception in thread |Unhandled exception[.:]|Uncaught |panic: |fatal error: |thread '[^'\n]*' panicked at )/;
/** The stack trace of Java, JavaScript or .NET, in several lines. */
const STACK_TRACE = /^(?:[\w.$]+\.)?[A-Z]\w*(?:Error|Exception)\b[^\n]*\n\s+at \S/;

/** Characters in which the first line of a stack trace ends. */
const MAX_CRASH = 4_096;

/** Whether a text is what a program of another language than Python writes when an error ends it. */
export function saysCrash(text: string): boolean {
  const start = text.slice(0, MAX_CRASH);
  return CRASH.test(start) || (start.includes("\n") && STACK_TRACE.test(start));
}

function timeAt(text: string, position: number): string | undefined {
  return readTime(text, position)?.time;
}

function letterLevel(letter = ""): Level | undefined {
  return LEVEL_LETTERS[letter];
}

function headOf(time: string | undefined, level?: Level, logger?: string): PlainTextHead {
  return {
    ...(time !== undefined && { time }),
    ...(level && { level }),
    ...(logger !== undefined && { logger }),
  };
}
