import { parseRecord } from "../../../../lambda/forwarder/parse";

const TRACEBACK = 'Traceback (most recent call last):\n  File "a.py", line 1, in f\n    g()\nValueError: bad';
const EXCEPTION = { type: "ValueError", value: "bad", stacktrace: TRACEBACK.split("\n") };
const parse = (fields: object) => parseRecord(JSON.stringify({ level: "ERROR", message: "m", ...fields }), 0);

test.each([
  ...["exception", "exc_info", "exc_text", "exc", "traceback", "tb", "stack_trace", "stacktrace", "stack"],
  ...[
    "error",
    "err",
    "stackTrace",
    "excInfo",
    "exception.stacktrace",
    "error.stack_trace",
    "formatted_traceback",
  ],
])("a traceback as text under %s is the exception", (key) => {
  const { exception, attributes } = parse({ [key]: TRACEBACK });
  expect(exception).toEqual(EXCEPTION);
  expect(attributes).toBeUndefined();
});

test.each<[string, object]>([
  ["under attributes", { attributes: { exc_info: TRACEBACK } }],
  ["with line ends of Windows", { exc_info: TRACEBACK.replaceAll("\n", "\r\n") }],
  ["with an empty last line", { exc_info: `${TRACEBACK}\n` }],
  ["as a list of lines", { exc_info: TRACEBACK.split("\n") }],
  ["as the list of format_exception", { traceback: TRACEBACK.split(/(?<=\n)/) }],
  ["in an object without a value", { exception: { type: "ValueError", stacktrace: TRACEBACK } }],
  ["in an object without a type", { exception: { value: "bad", stacktrace: TRACEBACK } }],
  [
    "in an object of the Elastic Common Schema",
    { error: { type: "ValueError", message: "bad", stack_trace: TRACEBACK } },
  ],
  ["in the object of pino", { err: { type: "ValueError", message: "bad", stack: TRACEBACK } }],
])("a traceback %s is the exception", (_, fields) => {
  expect(parse(fields).exception).toEqual(EXCEPTION);
  expect(parse(fields).attributes).toBeUndefined();
});

test("a traceback in the message is the exception, and the message is kept", () => {
  expect(parse({ message: `failed\n${TRACEBACK}` })).toMatchObject({
    message: `failed\n${TRACEBACK}`,
    exception: { type: "ValueError", value: "bad" },
  });
});

test("an exception without a value or a stack trace has its type", () => {
  expect(parse({ exception: { type: "KeyError" } }).exception).toEqual({
    type: "KeyError",
    value: "",
    stacktrace: [],
  });
  expect(parse({ exception: { type: "KeyError", value: null } }).exception).toMatchObject({ value: "" });
  expect(parse({ exception: { type: "KeyError", value: 7 } }).exception).toMatchObject({ value: "7" });
});

test("a class and its text are an exception without frames", () => {
  expect(parse({ exception: "ValueError: bad" }).exception).toEqual({
    type: "ValueError",
    value: "bad",
    stacktrace: [],
  });
});

test("the text of sys.exc_info has the type, and is kept", () => {
  const exc_info = ["<class 'ValueError'>", "bad", "<traceback object at 0x7f>"];
  expect(parse({ exc_info })).toMatchObject({
    exception: { type: "ValueError", value: "bad" },
    attributes: { exc_info },
  });
});

test("structlog's dictionaries are a chain, the cause first", () => {
  const frame = { filename: "a.py", lineno: 1, name: "f", line: "g()" };
  const exception = [
    { exc_type: "StockError", exc_value: "none", frames: [frame] },
    { exc_type: "KeyError", exc_value: "'x'", frames: [{ ...frame, name: "h" }] },
  ];
  expect(parse({ exception })).toMatchObject({
    exception: {
      type: "StockError",
      value: "none",
      stacktrace: [
        'File "a.py", line 1, in h',
        "    g()",
        "KeyError: 'x'",
        "Traceback (most recent call last):",
        'File "a.py", line 1, in f',
        "    g()",
      ],
    },
    attributes: { exception },
  });
});

test("a line without a level that has a traceback is an error", () => {
  expect(parseRecord(JSON.stringify({ message: "m", exc_info: TRACEBACK }), 0)).toMatchObject({
    level: "ERROR",
  });
});

test.each<[object]>([
  [{ error: "connection refused" }],
  [{ exc_info: true }],
  [{ stack: "at f (a.js:1:1)" }],
  [{ err: { code: 7 } }],
  [{ exception: "Alpine" }],
  [{ traceback: [] }],
  [{ exception: [{ exc_type: "E" }, 7] }],
])("%j is no exception, and is kept", (fields) => {
  const record = parse(fields);
  expect(record).not.toHaveProperty("exception");
  expect(record.attributes).toEqual(fields);
});

test("an ordinary line of level INFO is not searched for an exception", () => {
  expect(parse({ level: "INFO", exc_info: TRACEBACK }).attributes).toEqual({ exc_info: TRACEBACK });
});

test("a stack trace in an unknown form stays beside the type and the text", () => {
  const exception = { type: "ValueError", value: "bad", stacktrace: [1] };
  expect(parse({ exception })).toMatchObject({
    exception: { type: "ValueError", value: "bad", stacktrace: [] },
    attributes: { exception: { stacktrace: [1] } },
  });
});

test("a traceback under an unusual key is the exception, and the key is kept", () => {
  const fields = { context: { details: [TRACEBACK] } };
  expect(parse(fields)).toMatchObject({ exception: EXCEPTION, attributes: fields });
});

test("a traceback in another text counts before an exception without one", () => {
  const line = { exception: { type: "ValueError", value: "bad" }, text: TRACEBACK };
  expect(parse(line)).toMatchObject({ exception: EXCEPTION, attributes: { text: TRACEBACK } });
});

test("keys of type, text and stack trace next to each other become the exception", () => {
  const fields = {
    errorType: "ValueError",
    errorMessage: "bad",
    stackTrace: ['  File "a.py", line 1, in f\n    g()\n'],
  };
  const { exception, attributes } = parse({ ...fields, requestId: "r" });
  expect(exception).toEqual({
    type: "ValueError",
    value: "bad",
    stacktrace: ['  File "a.py", line 1, in f', "    g()"],
  });
  expect(attributes).toEqual({ requestId: "r" });
});
