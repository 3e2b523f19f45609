import type { LogRecord } from "../../../../catalog";
import { parseRecord } from "../../../../lambda/forwarder/parse";

const RECEIVED = Date.parse("2026-03-01T10:00:05Z");

test.each<[string, object, Partial<LogRecord> | { readonly exception: object }]>([
  [
    "structlog",
    { event: "refused", logger: "a.b", level: "error", timestamp: "2026-03-01T10:00:00.123456Z" },
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123456Z", logger: "a.b", message: "refused" },
  ],
  [
    "loguru",
    {
      text: "2026-03-01 10:00:00.123 | ERROR    | __main__:<module>:1 - refused\n",
      record: {
        elapsed: { repr: "0:00:00.01", seconds: 0.01 },
        exception: null,
        extra: {},
        file: { name: "a.py", path: "/a.py" },
        function: "<module>",
        level: { icon: "❌", name: "ERROR", no: 40 },
        line: 1,
        message: "refused",
        module: "a",
        name: "__main__",
        process: { id: 1, name: "MainProcess" },
        thread: { id: 1, name: "MainThread" },
        time: { repr: "2026-03-01 11:00:00.123000+01:00", timestamp: 1772359200.123 },
      },
    },
    {
      level: "ERROR",
      "@timestamp": "2026-03-01T11:00:00.123000+01:00",
      logger: "__main__",
      message: "refused",
    },
  ],
  [
    "loguru with an exception",
    {
      text: '2026-03-01 10:00:00.123 | ERROR | m:f:1 - refused\nTraceback (most recent call last):\n\n  File "a.py", line 3, in <module>\n    f()\n    └ <function f at 0x7f>\n\n> File "a.py", line 2, in f\n    1/0\n\nZeroDivisionError: division by zero\n',
      record: {
        level: { name: "ERROR", no: 40 },
        message: "refused",
        exception: { type: "ZeroDivisionError", value: "division by zero", traceback: true },
        time: { repr: "2026-03-01 10:00:00.123000+00:00", timestamp: 1772359200.123 },
      },
    },
    {
      level: "ERROR",
      "@timestamp": "2026-03-01T10:00:00.123000+00:00",
      message: "refused",
      exception: { type: "ZeroDivisionError", value: "division by zero" },
    },
  ],
  [
    "python-json-logger",
    {
      asctime: "2026-03-01 10:00:00,123",
      levelname: "ERROR",
      name: "a.b",
      message: "refused",
      exc_info: 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: bad',
    },
    {
      level: "ERROR",
      "@timestamp": "2026-03-01T10:00:00.123Z",
      logger: "a.b",
      message: "refused",
      exception: { type: "ValueError", value: "bad" },
    },
  ],
  [
    "Python's LogRecord as a dictionary",
    { name: "a.b", msg: "x", levelname: "ERROR", levelno: 40, created: 1772359200.123, exc_text: null },
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123Z", logger: "a.b", message: "x" },
  ],
  [
    "bunyan",
    {
      name: "app",
      hostname: "h",
      pid: 1,
      level: 50,
      msg: "refused",
      time: "2026-03-01T10:00:00.123Z",
      src: {},
      v: 0,
    },
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123Z", message: "refused" },
  ],
  ["winston, level http", { level: "http", message: "GET /" }, { level: "INFO" }],
  [
    "zap's development configuration",
    { L: "ERROR", T: "2026-03-01T10:00:00.123Z", N: "db", C: "a.go:1", M: "refused" },
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123Z", message: "refused" },
  ],
  [
    "slog, ERROR+2",
    { time: "2026-03-01T10:00:00.123Z", level: "ERROR+2", msg: "refused" },
    { level: "ERROR", message: "refused" },
  ],
  [
    "slog, DEBUG-4",
    { time: "2026-03-01T10:00:00.123Z", level: "DEBUG-4", msg: "refused" },
    { level: "DEBUG", message: "refused" },
  ],
  [
    "slog, INFO+1",
    { time: "2026-03-01T10:00:00.123Z", level: "INFO+1", msg: "refused" },
    { level: "INFO", message: "refused" },
  ],
  [
    "Serilog compact",
    {
      "@t": "2026-03-01T10:00:00.1230000Z",
      "@mt": "Hello {Name}",
      "@l": "Error",
      Name: "x",
      "@x": "System.InvalidOperationException: bad\n   at A.B()",
      SourceContext: "A.B",
    },
    {
      level: "ERROR",
      "@timestamp": "2026-03-01T10:00:00.1230000Z",
      logger: "A.B",
      message: "Hello {Name}",
      exception: { type: "System.InvalidOperationException", value: "bad\n   at A.B()" },
    },
  ],
  [
    "Serilog's compact format of level Information",
    { "@t": "2026-03-01T10:00:00.1230000Z", "@mt": "Hello {Name}", Name: "x" },
    { level: "INFO", "@timestamp": "2026-03-01T10:00:00.1230000Z", message: "Hello {Name}" },
  ],
  [
    "Serilog JsonFormatter",
    {
      Timestamp: "2026-03-01T10:00:00.1230000+00:00",
      Level: "Error",
      MessageTemplate: "Hello",
      RenderedMessage: "Hello",
      Exception: "System.InvalidOperationException: bad\n   at A.B()",
    },
    {
      level: "ERROR",
      message: "Hello",
      exception: { type: "System.InvalidOperationException", value: "bad\n   at A.B()" },
    },
  ],
  [
    ".NET json console",
    {
      EventId: 1,
      LogLevel: "Error",
      Category: "A.B",
      Message: "refused",
      Timestamp: "2026-03-01 10:00:00Z",
      State: {},
    },
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00Z", logger: "A.B", message: "refused" },
  ],
  [
    "the Elastic Common Schema",
    {
      "@timestamp": "2026-03-01T10:00:00.123Z",
      "log.level": "error",
      message: "refused",
      ecs: { version: "1.6.0" },
      log: { logger: "a.b", original: "x" },
      error: {
        type: "ValueError",
        message: "bad",
        stack_trace: 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: bad',
      },
    },
    { level: "ERROR", logger: "a.b", exception: { type: "ValueError", value: "bad" } },
  ],
  [
    "the Elastic Common Schema with dots",
    {
      "@timestamp": "2026-03-01T10:00:00.123Z",
      "log.level": "ERROR",
      message: "refused",
      "log.logger": "a.b",
      "error.type": "ValueError",
      "error.message": "bad",
      "error.stack_trace": 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: bad',
    },
    { level: "ERROR", logger: "a.b", exception: { type: "ValueError", value: "bad" } },
  ],
  [
    "GELF",
    {
      version: "1.1",
      host: "h",
      short_message: "refused",
      full_message: 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: bad',
      timestamp: 1772359200.123,
      level: 3,
      _logger: "a.b",
    },
    {
      level: "ERROR",
      "@timestamp": "2026-03-01T10:00:00.123Z",
      message: "refused",
      exception: { type: "ValueError", value: "bad" },
    },
  ],
  [
    "OpenTelemetry's JSON encoding",
    {
      timeUnixNano: "1772359200123000000",
      severityNumber: "SEVERITY_NUMBER_ERROR",
      severityText: "ERROR",
      body: { stringValue: "refused" },
      attributes: [
        { key: "exception.type", value: { stringValue: "ValueError" } },
        { key: "exception.message", value: { stringValue: "bad" } },
        {
          key: "exception.stacktrace",
          value: {
            stringValue: 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: bad',
          },
        },
      ],
    },
    {
      level: "ERROR",
      "@timestamp": "2026-03-01T10:00:00.123Z",
      message: "refused",
      exception: { type: "ValueError", value: "bad" },
    },
  ],
  [
    "OpenTelemetry's Python SDK",
    { body: "refused", severity_number: "SeverityNumber.ERROR", timestamp: "2026-03-01T10:00:00.123000Z" },
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123000Z", message: "refused" },
  ],
  [
    "OpenTelemetry, a severity number as text",
    { severityNumber: "SEVERITY_NUMBER_ERROR", body: "x" },
    { level: "ERROR" },
  ],
  [
    "logstash-logback-encoder",
    {
      "@timestamp": "2026-03-01T10:00:00.123+00:00",
      "@version": "1",
      message: "refused",
      logger_name: "com.a.B",
      thread_name: "main",
      level: "ERROR",
      level_value: 40000,
      stack_trace: "java.lang.IllegalStateException: bad\n\tat com.a.B.f(B.java:1)\n",
    },
    {
      level: "ERROR",
      logger: "com.a.B",
      exception: { type: "java.lang.IllegalStateException", value: "bad\n\tat com.a.B.f(B.java:1)\n" },
    },
  ],
  ["logback, the number of the level", { message: "refused", level_value: 40000 }, { level: "ERROR" }],
  [
    "Log4j's JsonLayout",
    {
      instant: { epochSecond: 1772359200, nanoOfSecond: 123000000 },
      thread: "main",
      level: "ERROR",
      loggerName: "com.a.B",
      message: "refused",
      thrown: {
        commonElementCount: 0,
        localizedMessage: "bad",
        message: "bad",
        name: "java.lang.IllegalStateException",
        extendedStackTrace: "java.lang.IllegalStateException: bad\n\tat com.a.B.f(B.java:1)",
      },
    },
    {
      level: "ERROR",
      "@timestamp": "2026-03-01T10:00:00.123Z",
      logger: "com.a.B",
      exception: { type: "java.lang.IllegalStateException", value: "bad" },
    },
  ],
  [
    "Quarkus",
    {
      timestamp: "2026-03-01T10:00:00.123Z",
      sequence: 1,
      loggerClassName: "x",
      loggerName: "com.a.B",
      level: "SEVERE",
      message: "refused",
      exception: {
        refId: 1,
        exceptionType: "java.lang.X",
        message: "bad",
        frames: [{ class: "a", method: "b", line: 1 }],
      },
    },
    {
      level: "ERROR",
      "@timestamp": "2026-03-01T10:00:00.123Z",
      logger: "com.a.B",
      exception: { type: "java.lang.X", value: "bad" },
    },
  ],
  [
    "AWS Lambda",
    {
      timestamp: "2026-03-01T10:00:00Z",
      level: "ERROR",
      message: "refused",
      logger: "root",
      errorType: "ValueError",
      errorMessage: "bad",
      stackTrace: ['  File "/var/task/a.py", line 1, in f\n    x()\n'],
      requestId: "r",
    },
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00Z", exception: { type: "ValueError", value: "bad" } },
  ],
  [
    "AWS Lambda, an error that nothing handled",
    {
      errorMessage: "bad",
      errorType: "ValueError",
      requestId: "r",
      stackTrace: ['  File "/var/task/a.py", line 1, in f\n    x()\n'],
    },
    { level: "ERROR", message: "bad", exception: { type: "ValueError", value: "bad" } },
  ],
  [
    "AWS Lambda, an error as message",
    {
      timestamp: "2026-03-01T10:00:00.123Z",
      level: "ERROR",
      requestId: "r",
      message: {
        errorType: "Error",
        errorMessage: "bad",
        stackTrace: ["Error: bad", "    at f (/a.js:1:2)"],
      },
    },
    {
      level: "ERROR",
      "@timestamp": "2026-03-01T10:00:00.123Z",
      message: "bad",
      exception: { type: "Error", value: "bad" },
    },
  ],
  [
    "Docker's json-file",
    {
      log: "2026-03-01 10:00:00,123 ERROR a.b refused\n",
      stream: "stderr",
      time: "2026-03-01T10:00:00.123456789Z",
    },
    {
      level: "ERROR",
      "@timestamp": "2026-03-01T10:00:00.123456789Z",
      logger: "a.b",
      message: "2026-03-01 10:00:00,123 ERROR a.b refused\n",
    },
  ],
  [
    "Docker's json-file with a JSON line",
    {
      log: '{"level":"ERROR","message":"refused"}\n',
      stream: "stderr",
      time: "2026-03-01T10:00:00.123456789Z",
    },
    { level: "ERROR" },
  ],
  [
    "Google Cloud, keys of seconds and nanoseconds",
    { severity: "ERROR", message: "x", timestampSeconds: 1772359200, timestampNanos: 123000000 },
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123Z" },
  ],
  [
    "Google Cloud, a timestamp object",
    { severity: "ERROR", message: "x", timestamp: { seconds: 1772359200, nanos: 123000000 } },
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123Z" },
  ],
  [
    "Log4j, nanoseconds of the second",
    { instant: { epochSecond: 1772359200, nanoOfSecond: 123000000 }, level: "ERROR", message: "x" },
    { "@timestamp": "2026-03-01T10:00:00.123Z" },
  ],
  [
    "nginx, time_iso8601",
    { time_iso8601: "2026-03-01T10:00:00+00:00", status: "502", request: "GET / HTTP/1.1" },
    { "@timestamp": "2026-03-01T10:00:00+00:00" },
  ],
  ["nginx, msec", { msec: "1772359200.123", status: 502 }, { "@timestamp": "2026-03-01T10:00:00.123Z" }],
  [
    "nginx, time_local",
    { time_local: "01/Mar/2026:10:00:00 +0000", status: 502 },
    { "@timestamp": "2026-03-01T10:00:00+00:00" },
  ],
  [
    "PostgreSQL's jsonlog",
    {
      timestamp: "2026-03-01 10:00:00.123 UTC",
      pid: 1,
      error_severity: "ERROR",
      state_code: "23505",
      message: "duplicate key",
    },
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123Z" },
  ],
  [
    "MongoDB",
    { t: { $date: "2026-03-01T10:00:00.123+00:00" }, s: "E", c: "NETWORK", id: 1, ctx: "x", msg: "refused" },
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123+00:00", message: "refused" },
  ],
  [
    "log4js",
    {
      startTime: "2026-03-01T10:00:00.123Z",
      categoryName: "a.b",
      level: { level: 40000, levelStr: "ERROR", colour: "red" },
      data: ["refused"],
    },
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123Z", logger: "a.b" },
  ],
  [
    "a code of syslog in inner objects",
    { syslog: { severity: { code: 3, name: "err" } }, message: "x" },
    { level: "ERROR" },
  ],
  [
    "journald, the source's time",
    { _SOURCE_REALTIME_TIMESTAMP: "1772359200123000", PRIORITY: "3", MESSAGE: "x" },
    { level: "ERROR", "@timestamp": "2026-03-01T10:00:00.123Z" },
  ],
  [
    "Monolog with an exception in its context",
    {
      message: "refused",
      context: {
        exception: {
          class: "RuntimeException",
          message: "bad",
          code: 0,
          file: "/a.php:1",
          trace: ["/b.php:2"],
        },
      },
      level: 400,
      level_name: "ERROR",
      channel: "app",
      datetime: "2026-03-01T10:00:00.123456+00:00",
      extra: {},
    },
    { level: "ERROR", logger: "app", exception: { type: "RuntimeException", value: "bad" } },
  ],
  [
    "Rust's tracing",
    {
      timestamp: "2026-03-01T10:00:00.123456Z",
      level: "ERROR",
      fields: { message: "refused" },
      target: "a::b",
    },
    { level: "ERROR", logger: "a::b", message: "refused" },
  ],
  ["Application Insights, a number", { severityLevel: 3, message: "x" }, { level: "ERROR" }],
  ["Application Insights, a name", { severityLevel: "Error", message: "x" }, { level: "ERROR" }],
  [
    "an offset of hours",
    { level: "INFO", message: "x", time: "2026-03-01T11:00:00.123+01" },
    { "@timestamp": "2026-03-01T11:00:00.123+01:00" },
  ],
  [
    "a time without seconds",
    { level: "INFO", message: "x", time: "2026-03-01T10:00Z" },
    { "@timestamp": "2026-03-01T10:00:00Z" },
  ],
  [
    "a time in lower case",
    { level: "INFO", message: "x", "@timestamp": "2026-03-01t10:00:00.123z" },
    { "@timestamp": "2026-03-01T10:00:00.123Z" },
  ],
  [
    "a time with too many digits",
    { level: "INFO", message: "x", "@timestamp": "2026-03-01T10:00:00.1234567891Z" },
    { "@timestamp": "2026-03-01T10:00:00.123456789Z" },
  ],
  [
    "a time of RFC 1123",
    { level: "INFO", message: "x", time: "Sun, 01 Mar 2026 10:00:00 GMT" },
    { "@timestamp": "2026-03-01T10:00:00Z" },
  ],
  [
    "a time of RFC 2822",
    { level: "INFO", message: "x", date: "Sun, 01 Mar 2026 10:00:00 +0000" },
    { "@timestamp": "2026-03-01T10:00:00+00:00" },
  ],
  [
    "a time of C's asctime",
    { level: "INFO", message: "x", time: "Sun Mar  1 10:00:00 2026" },
    { "@timestamp": "2026-03-01T10:00:00Z" },
  ],
  [
    "the key date",
    { level: "INFO", message: "x", date: "2026-03-01T10:00:00Z" },
    { "@timestamp": "2026-03-01T10:00:00Z" },
  ],
  [
    "the key eventTime",
    { level: "INFO", message: "x", eventTime: "2026-03-01T10:00:00Z" },
    { "@timestamp": "2026-03-01T10:00:00Z" },
  ],
  [
    "the key Time",
    { level: "INFO", message: "x", Time: "2026-03-01T10:00:00Z" },
    { "@timestamp": "2026-03-01T10:00:00Z" },
  ],
  [
    "a time with the name of its zone",
    { level: "INFO", message: "x", timestamp: "2026-03-01T11:00:00.123+01:00[Europe/Berlin]" },
    { "@timestamp": "2026-03-01T11:00:00.123+01:00" },
  ],
  [
    "a time of Go",
    { level: "INFO", message: "x", time: "2026-03-01 10:00:00.123456789 +0000 UTC" },
    { "@timestamp": "2026-03-01T10:00:00.123456789+00:00" },
  ],
  [
    "a time of Go with its monotonic clock",
    { level: "INFO", message: "x", time: "2026-03-01 10:00:00.123456789 +0000 UTC m=+0.001" },
    { "@timestamp": "2026-03-01T10:00:00.123456789+00:00" },
  ],
  [
    "a traceback in the context",
    {
      level: "ERROR",
      message: "x",
      context: {
        traceback: 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: bad',
      },
    },
    { exception: { type: "ValueError", value: "bad" } },
  ],
  [
    "a traceback in extra",
    {
      level: "ERROR",
      message: "x",
      extra: { exc_info: 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: bad' },
    },
    { exception: { type: "ValueError", value: "bad" } },
  ],
  [
    "GELF's full message",
    {
      level: 3,
      short_message: "x",
      full_message: 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: bad',
    },
    { exception: { type: "ValueError", value: "bad" } },
  ],
  [
    "a traceback under an unusual key",
    {
      level: "ERROR",
      message: "x",
      details: 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: bad',
    },
    { exception: { type: "ValueError", value: "bad" } },
  ],
  [
    "a class of an error",
    { level: "ERROR", message: "x", exception: "ValueError" },
    { exception: { type: "ValueError", value: "" } },
  ],
  [
    "the repr of an exception",
    { level: "ERROR", message: "x", exception: "ValueError('bad')" },
    { exception: { type: "ValueError", value: "bad" } },
  ],
  [
    "the repr of exc_info",
    {
      level: "ERROR",
      message: "x",
      exc_info: "(<class 'ValueError'>, ValueError('bad'), <traceback object at 0x7f>)",
    },
    { exception: { type: "ValueError", value: "bad" } },
  ],
  [
    "Sentry's interface",
    {
      level: "ERROR",
      message: "x",
      exception: {
        values: [
          {
            type: "ValueError",
            value: "bad",
            stacktrace: { frames: [{ filename: "a.py", lineno: 1, function: "f" }] },
          },
        ],
      },
    },
    { exception: { type: "ValueError", value: "bad" } },
  ],
  [
    "exc_type, exc_value and exc_traceback",
    {
      level: "ERROR",
      message: "x",
      exc_type: "ValueError",
      exc_value: "bad",
      exc_traceback: 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: bad',
    },
    { exception: { type: "ValueError", value: "bad" } },
  ],
  [
    "OpenTelemetry's keys without a stack trace",
    { level: "ERROR", message: "x", "exception.type": "ValueError", "exception.message": "bad" },
    { exception: { type: "ValueError", value: "bad" } },
  ],
  ["the key text", { level: "ERROR", text: "refused" }, { message: "refused" }],
  ["the key event", { level: "ERROR", event: "refused it" }, { message: "refused it" }],
  ["the key log", { level: "ERROR", log: "refused" }, { message: "refused" }],
  ["the key error", { level: "ERROR", error: "refused" }, { message: "refused" }],
  [
    "Google Cloud, textPayload",
    { severity: "ERROR", textPayload: "refused" },
    { level: "ERROR", message: "refused" },
  ],
  [
    "Google Cloud, jsonPayload",
    { severity: "ERROR", jsonPayload: { message: "refused" } },
    { level: "ERROR", message: "refused" },
  ],
])("the record of %s has what the line says", (_, line, fields) => {
  expect(parseRecord(JSON.stringify(line), RECEIVED)).toMatchObject(fields);
});
