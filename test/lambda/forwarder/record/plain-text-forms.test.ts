import type { LogRecord } from "../../../../catalog";
import { parseRecord } from "../../../../lambda/forwarder/parse";

const RECEIVED = Date.parse("2026-03-01T10:00:05Z");

test.each<[string, string, Partial<LogRecord> | { readonly exception: object }]>([
  [
    "Kubernetes",
    "2026-03-01T10:00:00.123456789Z stderr F ERROR:a.b:refused",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123456789Z", logger: "a.b" },
  ],
  [
    "Kubernetes with a JSON line",
    '2026-03-01T10:00:00.123456789Z stdout F {"level":"ERROR","message":"refused"}',
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123456789Z" },
  ],
  ["klog", "E0301 10:00:00.123456       1 reflector.go:138] refused", { level: "ERROR" }],
  ["klog, information", "I0301 10:00:00.123456       1 reflector.go:138] ok", { level: "INFO" }],
  ["klog, warning", "W0301 10:00:00.123456       1 reflector.go:138] ok", { level: "WARNING" }],
  ["klog, fatal", "F0301 10:00:00.123456       1 reflector.go:138] ok", { level: "CRITICAL" }],
  ["glog", "E20260301 10:00:00.123456  1 a.cc:138] refused", { level: "ERROR" }],
  [
    "Python's logging in lower case",
    "2026-03-01 10:00:00,123 error a.b refused",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123Z" },
  ],
  [
    "Django's runserver",
    '[01/Mar/2026 10:00:00] "GET / HTTP/1.1" 500 12',
    { "@timestamp": "2026-03-01T10:00:00Z" },
  ],
  [
    "nginx with the virtual host",
    'example.com 127.0.0.1 - - [01/Mar/2026:10:00:00 +0000] "GET / HTTP/1.1" 500 12',
    { "@timestamp": "2026-03-01T10:00:00+00:00" },
  ],
  [
    "Apache",
    "[Sun Mar 01 10:00:00.123456 2026] [core:error] [pid 1:tid 2] [client 127.0.0.1:1] refused",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123456Z" },
  ],
  [
    "Apache 2.2",
    "[Sun Mar 01 10:00:00 2026] [error] [client 127.0.0.1] refused",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00Z" },
  ],
  [
    "PostgreSQL on RDS",
    "2026-03-01 10:00:00 UTC:10.0.0.1(5432):app@stock:[17]:ERROR:  x",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00Z" },
  ],
  [
    "PostgreSQL on RDS without a client",
    "2026-03-01 10:00:00 UTC::@:[17]:LOG:  checkpoint",
    { level: "INFO", "@timestamp": "2026-03-01T10:00:00Z" },
  ],
  [
    "PostgreSQL with pgBadger's prefix",
    "2026-03-01 10:00:00 UTC [17]: [3-1] user=app,db=stock,app=psql,client=10.0.0.1 ERROR:  x",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00Z" },
  ],
  [
    "PostgreSQL, user= and db=",
    "2026-03-01 10:00:00.123 UTC [17] user=app,db=stock FATAL:  x",
    { level: "CRITICAL", "@timestamp": "2026-03-01T10:00:00.123Z" },
  ],
  [
    "PostgreSQL with an address",
    "2026-03-01 10:00:00.123 UTC [17] app@stock 10.0.0.1(5000) ERROR:  x",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123Z" },
  ],
  [
    "PostgreSQL with an offset of hours",
    "2026-03-01 11:00:00.123 +01 [17] ERROR:  x",
    { level: "ERROR", "@timestamp": "2026-03-01T11:00:00.123+01:00" },
  ],
  [
    "Redis",
    "17:M 01 Mar 2026 10:00:00.123 # Server started",
    { level: "WARNING", "@timestamp": "2026-03-01T10:00:00.123Z" },
  ],
  [
    "Redis, a notice",
    "17:M 01 Mar 2026 10:00:00.123 * Ready",
    { level: "INFO", "@timestamp": "2026-03-01T10:00:00.123Z" },
  ],
  [
    "Redis, verbose",
    "17:S 01 Mar 2026 10:00:00.123 - Accepted",
    { level: "DEBUG", "@timestamp": "2026-03-01T10:00:00.123Z" },
  ],
  ["java.util.logging", "Mar 01, 2026 10:00:00 AM com.a.B f\nSEVERE: refused", { level: "ERROR" }],
  [
    "Tomcat",
    "01-Mar-2026 10:00:00.123 SEVERE [main] org.apache.B.f refused",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123Z", logger: "org.apache.B.f" },
  ],
  [
    "Java's uncaught exception",
    'Exception in thread "main" java.lang.IllegalStateException: bad\n\tat com.a.B.f(B.java:1)',
    { level: "ERROR" },
  ],
  ["zerolog on a terminal", "10:00AM ERR refused error=x", { level: "ERROR" }],
  ["logrus on a terminal", "ERRO[0000] refused    a=1", { level: "ERROR" }],
  ["logrus on a terminal, information", "INFO[0000] refused    a=1", { level: "INFO" }],
  ["Go's fatal error", "fatal error: all goroutines are asleep", { level: "ERROR" }],
  [".NET console", "fail: A.B.C[0]\n      refused", { level: "ERROR", logger: "A.B.C" }],
  [".NET, critical", "crit: A.B.C[0]\n      refused", { level: "CRITICAL", logger: "A.B.C" }],
  [".NET, information", "info: A.B.C[0] ok", { level: "INFO" }],
  [".NET, trace", "trce: A.B.C[0] ok", { level: "DEBUG" }],
  [".NET, debug", "dbug: A.B.C[0] ok", { level: "DEBUG" }],
  ["NLog", "2026-03-01 10:00:00.1230|ERROR|A.B|refused", { level: "ERROR", logger: "A.B" }],
  [
    "Ruby's Logger",
    "E, [2026-03-01T10:00:00.123456 #17] ERROR -- : refused",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123456Z" },
  ],
  [
    "Ruby's Logger with a program",
    "E, [2026-03-01T10:00:00.123456 #17] ERROR -- app: refused",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123456Z" },
  ],
  [
    "Monolog",
    '[2026-03-01T10:00:00.123456+00:00] app.ERROR: refused {"a":1} []',
    { level: "ERROR", logger: "app" },
  ],
  [
    "Laravel",
    "[2026-03-01 10:00:00] production.ERROR: refused",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00Z" },
  ],
  [
    "PHP",
    "[01-Mar-2026 10:00:00 UTC] PHP Fatal error:  x",
    { level: "CRITICAL", "@timestamp": "2026-03-01T10:00:00Z" },
  ],
  [
    "PHP-FPM",
    "[01-Mar-2026 10:00:00] WARNING: [pool www] x",
    { level: "WARNING", "@timestamp": "2026-03-01T10:00:00Z" },
  ],
  [
    "Rust's env_logger",
    "[2026-03-01T10:00:00Z ERROR a::b] refused",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00Z", logger: "a::b" },
  ],
  ["Rust's tracing", "2026-03-01T10:00:00.123456Z ERROR a::b: refused", { level: "ERROR", logger: "a::b" }],
  ["Rust's panic", "thread 'main' panicked at src/main.rs:2:5:\nbad", { level: "ERROR" }],
  [
    "rsyslog",
    "2026-03-01T10:00:00.123456+00:00 host app[17]: ERROR refused",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123456+00:00" },
  ],
  [
    "Airflow",
    "[2026-03-01, 10:00:00 UTC] {taskinstance.py:1} ERROR - refused",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00Z" },
  ],
  [
    "Airflow with an offset",
    "[2026-03-01T10:00:00.123+0000] {taskinstance.py:1} ERROR - refused",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123+00:00" },
  ],
  [
    "Dramatiq",
    "[2026-03-01 10:00:00,123] [PID 17] [MainThread] [dramatiq.MainProcess] [ERROR] refused",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123Z", logger: "dramatiq.MainProcess" },
  ],
  [
    "Scrapy",
    "2026-03-01 10:00:00 [scrapy.core] ERROR: refused",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00Z", logger: "scrapy.core" },
  ],
  ["Tornado", "[E 260301 10:00:00 web:1] refused", { level: "ERROR" }],
  [
    "Jupyter",
    "[E 2026-03-01 10:00:00.123 ServerApp] refused",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123Z" },
  ],
  [
    "aiohttp's access log",
    '127.0.0.1 [01/Mar/2026:10:00:00 +0000] "GET / HTTP/1.1" 500',
    { "@timestamp": "2026-03-01T10:00:00+00:00" },
  ],
  [
    "structlog's keys and values",
    "timestamp='2026-03-01T10:00:00Z' level='error' event='refused'",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00Z" },
  ],
  [
    "structlog's keys and values, the event first",
    "event='refused' level='error' timestamp='2026-03-01T10:00:00Z'",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00Z" },
  ],
  [
    "Heroku",
    "2026-03-01T10:00:00.123456+00:00 app[web.1]: ERROR refused",
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123456+00:00" },
  ],
  [
    "AWS Lambda's uncaught exception",
    '2026-03-01T10:00:00.123Z\t4e1c2d9a-0000-4000-8000-000000000000\tERROR\tUncaught Exception \t{"errorType":"Error","errorMessage":"bad","stack":["Error: bad","    at f (a.js:1:2)"]}',
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123Z" },
  ],
  ["Docker Compose", "web-1  | ERROR:    refused", { level: "ERROR" }],
  ["Rich", "[10:00:00] ERROR    refused     sync.py:12", { level: "ERROR" }],
  [
    "Node.js' stack trace",
    "TypeError: x is not a function\n    at f (/a.js:1:2)\n    at g (/b.js:1:2)",
    { level: "ERROR" },
  ],
  [
    "an indented traceback",
    '    Traceback (most recent call last):\n      File "a.py", line 1, in f\n    ValueError: bad',
    { level: "ERROR", exception: { type: "ValueError", value: "bad" } },
  ],
  ["a JSON line behind a name", 'app-1 | {"level":"ERROR","message":"x"}', { level: "ERROR" }],
  [
    "a JSON line behind a time",
    '2026-03-01 10:00:00,123 {"level":"ERROR","message":"x"}',
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123Z" },
  ],
])("the line of %s has what it says of itself", (_, line, fields) => {
  expect(parseRecord(line, RECEIVED)).toMatchObject(fields);
});

test("what stands before a JSON line is kept", () => {
  const line = '2026-03-01T10:00:00Z stdout F {"level":"ERROR","message":"refused","sku":"x"}';
  expect(parseRecord(line, RECEIVED)).toEqual({
    "@timestamp": "2026-03-01T10:00:00Z",
    level: "ERROR",
    message: "refused",
    attributes: { sku: "x", line_prefix: "2026-03-01T10:00:00Z stdout F" },
  });
});

test("a JSON line in Docker's JSON has the fields of both", () => {
  const line = { log: '{"level":"ERROR","message":"refused","sku":"x"}\n', stream: "stderr" };
  expect(parseRecord(JSON.stringify(line), RECEIVED)).toEqual({
    "@timestamp": "2026-03-01T10:00:05.000Z",
    level: "ERROR",
    message: "refused",
    attributes: { ...line, sku: "x" },
  });
});

test.each([
  'cannot save {"sku": "TEA", "level": 3}',
  'cannot save {"sku": "TEA"}',
  "HTTP/1.1 500",
  "E, F and G",
  "I: Robot",
  "C:\\Windows",
  "F1 key",
  "ERROR rate is 3 %",
  "Warning signs were seen",
  "No error in the report",
  "shop | table",
  "Uncaughtable",
  "E10012 is a code",
])("the text %j has no level", (line) => {
  expect(parseRecord(line, RECEIVED)).not.toHaveProperty("level");
});

test.each([
  "2026-03-01 10:00:00 Fatal flaw",
  "2026-03-01 10:00:00 Error budget is 3",
  "2026-03-01 10:00:00 shop.error: none",
  "2026-03-01 10:00:00 Level ERROR is off",
  "2026-03-01 10:00:00.123 UTC [17] STATEMENT:  SELECT error",
  "2026-03-01 10:00:00 UTC:10.0.0.1(5432):app@stock:[17]:STATEMENT:  SELECT 1",
  "2026-03-01 10:00:00 +10 items, error",
])("the text %j has a time and no level", (line) => {
  const record = parseRecord(line, RECEIVED);
  expect(record).not.toHaveProperty("level");
  expect(record["@timestamp"]).toMatch(/^2026-03-01T10:00:00(?:\.123)?Z$/);
});

test.each([
  { name: "Alpine", message: "m" },
  { channel: "web", message: "m" },
  { s: "E", message: "m" },
  { target: "shop", message: "m" },
])("%j has neither level nor logger", (line) => {
  const record = parseRecord(JSON.stringify(line), RECEIVED);
  expect(record).not.toHaveProperty("level");
  expect(record).not.toHaveProperty("logger");
});
