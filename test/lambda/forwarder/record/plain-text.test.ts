import type { LogRecord } from "../../../../catalog";
import { parseRecord } from "../../../../lambda/forwarder/parse";

const ESC = "\u001b";
const NOW = "1970-01-01T00:00:00.000Z";
const TIME = "2026-03-01T10:00:00Z";
const MS = "2026-03-01T10:00:00.123Z";

test.each<[string, string, LogRecord]>([
  [
    "Python's logging",
    "2026-03-01 10:00:00,123 ERROR inventorysync.db refused",
    { "@timestamp": MS, level: "ERROR", logger: "inventorysync.db" },
  ],
  [
    "Python's logging with dashes",
    "2026-03-01 10:00:00,123 - db - ERROR - refused",
    { "@timestamp": MS, level: "ERROR", logger: "db" },
  ],
  [
    "Python's logging with bars",
    "2026-03-01 10:00:00,123 | ERROR | db | refused",
    { "@timestamp": MS, level: "ERROR", logger: "db" },
  ],
  [
    "Python's logging with brackets",
    "[2026-03-01 10:00:00,123] [ERROR] [inventorysync.db] refused",
    { "@timestamp": MS, level: "ERROR", logger: "inventorysync.db" },
  ],
  [
    "Python's logging with a thread",
    "2026-03-01 10:00:00,123 [MainThread] ERROR inventorysync.db - refused",
    { "@timestamp": MS, level: "ERROR", logger: "inventorysync.db" },
  ],
  [
    "Python's logging with the logger first",
    "2026-03-01 10:00:00,123 inventorysync.db ERROR refused",
    { "@timestamp": MS, level: "ERROR", logger: "inventorysync.db" },
  ],
  [
    "Python's logging without a logger",
    "2026-03-01 10:00:00,123 ERROR Connection refused",
    { "@timestamp": MS, level: "ERROR" },
  ],
  [
    "Python's logging with its default format",
    "ERROR:inventorysync.db:refused",
    { level: "ERROR", logger: "inventorysync.db" },
  ],
  ["Python's root logger", "WARNING:root:refused", { level: "WARNING", logger: "root" }],
  [
    "loguru",
    "2026-03-01 10:00:00.123 | ERROR    | db:connect:12 - refused",
    { "@timestamp": MS, level: "ERROR", logger: "db" },
  ],
  [
    "structlog",
    "2026-03-01 10:00:00 [error    ] refused   [inventorysync.db] shop=1",
    { "@timestamp": TIME, level: "ERROR" },
  ],
  [
    "Flask",
    "[2026-03-01 10:00:00,123] ERROR in app: refused",
    { "@timestamp": MS, level: "ERROR", logger: "app" },
  ],
  ["Django", "ERROR 2026-03-01 10:00:00,123 views 17 140 refused", { "@timestamp": MS, level: "ERROR" }],
  [
    "Celery",
    "[2026-03-01 10:00:00,123: ERROR/MainProcess] Task refused",
    { "@timestamp": MS, level: "ERROR" },
  ],
  [
    "AWS Lambda",
    "[ERROR]\t2026-03-01T10:00:00.123Z\t4e1c2d9a-0000-4000-8000-000000000000\trefused",
    { "@timestamp": MS, level: "ERROR" },
  ],
  [
    "alembic",
    "INFO  [alembic.runtime.migration] Context impl",
    { level: "INFO", logger: "alembic.runtime.migration" },
  ],
  ["a level in brackets", "[ERROR] refused", { level: "ERROR" }],
  ["uvicorn", "ERROR:    Exception in ASGI application", { level: "ERROR" }],
  ["uvicorn in colours", `${ESC}[31mERROR${ESC}[0m:    Exception in ASGI application`, { level: "ERROR" }],
  ["uvicorn's access log", 'INFO:     192.0.2.1:5000 - "GET / HTTP/1.1" 200 OK', { level: "INFO" }],
  [
    "gunicorn",
    "[2026-03-01 10:00:00 +0000] [17] [INFO] Booting worker with pid: 17",
    { "@timestamp": "2026-03-01T10:00:00+00:00", level: "INFO" },
  ],
  [
    "gunicorn in another zone",
    "[2026-03-01 10:00:00 +0900] [17] [CRITICAL] WORKER TIMEOUT (pid:17)",
    { "@timestamp": "2026-03-01T10:00:00+09:00", level: "CRITICAL" },
  ],
  ["nginx", "2026/03/01 10:00:00 [error] 17#17: *1 connect() failed", { "@timestamp": TIME, level: "ERROR" }],
  [
    "nginx, emergency",
    "2026/03/01 10:00:00 [emerg] 17#0: bind() failed",
    { "@timestamp": TIME, level: "CRITICAL" },
  ],
  [
    "an access log",
    '192.0.2.1 - - [01/Mar/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5',
    { "@timestamp": "2026-03-01T10:00:00+00:00" },
  ],
  [
    "PostgreSQL",
    "2026-03-01 10:00:00.123 UTC [17] ERROR:  duplicate key value",
    { "@timestamp": MS, level: "ERROR" },
  ],
  [
    "PostgreSQL with user and database",
    "2026-03-01 10:00:00.123 UTC [17] app@stock FATAL:  sorry, too many clients",
    { "@timestamp": MS, level: "CRITICAL" },
  ],
  [
    "PostgreSQL, information",
    "2026-03-01 10:00:00.123 UTC [17] LOG:  checkpoint starting",
    { "@timestamp": MS, level: "INFO" },
  ],
  [
    "PostgreSQL, a detail of the error before",
    "2026-03-01 10:00:00.123 UTC [17] DETAIL:  Key exists.",
    { "@timestamp": MS },
  ],
  [
    "PostgreSQL in a zone whose name is not unique",
    "2026-03-01 10:00:00.123 IST [17] ERROR:  refused",
    { level: "ERROR" },
  ],
  [
    "supervisord",
    "2026-03-01 10:00:00,123 CRIT Supervisor is running as root",
    { "@timestamp": MS, level: "CRITICAL" },
  ],
  ["syslog", "<11>1 2026-03-01T10:00:00Z api app - - - refused", { "@timestamp": TIME, level: "ERROR" }],
  ["syslog of before", "Mar  1 10:00:00 api app[17]: ERROR refused", { level: "ERROR" }],
  ["logfmt", 'time="2026-03-01T10:00:00Z" level=error msg="refused"', { "@timestamp": TIME, level: "ERROR" }],
  ["a time without a date", "10:00:00 ERROR refused", { level: "ERROR" }],
  ["a command", "error: cannot open the file", { level: "ERROR" }],
])("the line of %s has what it says of itself", (_, line, fields) => {
  expect(parseRecord(line, 0)).toEqual({ "@timestamp": NOW, ...fields, message: line });
});

test.each([
  "ERROR in a headline",
  "see ERROR: in the middle",
  "Killed by a signal",
  "info://host/path",
  "exception.py was not found",
  "Errors: none",
  "binary\u0000tail",
  "config: 12 files read",
])("the text %j has no level", (line) => {
  expect(parseRecord(line, 0)).toEqual({ "@timestamp": NOW, message: line });
});

const TRACEBACK = 'Traceback (most recent call last):\n  File "a.py", line 1, in f\n    g()\nValueError: bad';

test.each([
  ["a raw one", TRACEBACK, {}],
  ["one of a thread", `Exception in thread Thread-1:\n${TRACEBACK}`, {}],
  [
    "one below a line of Python's logging",
    `2026-03-01 10:00:00,123 ERROR inventorysync.db refused\n${TRACEBACK}`,
    { "@timestamp": MS, logger: "inventorysync.db" },
  ],
  ["one below a line of uvicorn", `ERROR:    Exception in ASGI application\n${TRACEBACK}`, {}],
  ["one with line ends of Windows", TRACEBACK.replaceAll("\n", "\r\n"), {}],
  ["one in colours", TRACEBACK.replace('"a.py"', `${ESC}[35m"a.py"${ESC}[0m`), {}],
])("a traceback is an error with its exception: %s", (_, line, fields) => {
  const { exception, ...record } = parseRecord(line, 0);
  expect(record).toEqual({ "@timestamp": NOW, ...fields, level: "ERROR", message: line });
  expect(exception).toMatchObject({ type: "ValueError", value: "bad" });
  expect(exception?.stacktrace.slice(-3)).toEqual([
    '  File "a.py", line 1, in f',
    "    g()",
    "ValueError: bad",
  ]);
});

test("an exception group in plain text is an error with its exception", () => {
  const line =
    "  + Exception Group Traceback (most recent call last):\n  | ExceptionGroup: two (2 sub-exceptions)\n  +-+---------------- 1 ----------------\n    | ValueError: 1\n    +------------------------------------";
  expect(parseRecord(line, 0)).toMatchObject({
    level: "ERROR",
    exception: { type: "ExceptionGroup", value: "two (2 sub-exceptions)" },
  });
});
