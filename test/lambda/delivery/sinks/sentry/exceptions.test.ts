import type { ExceptionRecord } from "../../../../../catalog";
import { toExceptions } from "../../../../../lambda/delivery/sinks/sentry/exceptions";
import { linksOf } from "../../../../../lambda/delivery/sinks/sentry/links";

const HEADER = "Traceback (most recent call last):";

function exceptionsOf(stacktrace: readonly string[], more: Partial<ExceptionRecord> = {}) {
  return toExceptions(linksOf({ exception: { type: "ValueError", value: "bad", stacktrace, ...more } }));
}

const framesOf = (stacktrace: readonly string[]) =>
  exceptionsOf(stacktrace).values.at(-1)?.stacktrace?.frames;

const TRACEBACK = `${HEADER}
  File "inventorysync/sync.py", line 88, in run
    push(shop)
    ~~~~^^^^^^
  File "/srv/venv/site-packages/httpx/_client.py", line 12, in send
    raise exc
ValueError: bad`;

const FRAMES = [
  {
    filename: "inventorysync/sync.py",
    lineno: 88,
    function: "run",
    in_app: true,
    context_line: "    push(shop)",
  },
  {
    filename: "/srv/venv/site-packages/httpx/_client.py",
    lineno: 12,
    function: "send",
    in_app: false,
    context_line: "    raise exc",
  },
];

test("a traceback gives the same frames, with their source, as one text or as lines", () => {
  expect(framesOf([TRACEBACK])).toEqual(FRAMES);
  expect(framesOf(TRACEBACK.split("\n"))).toEqual(FRAMES);
  expect(framesOf([TRACEBACK.replaceAll("\n", "\r\n")])).toEqual(FRAMES);
});

test("the application's code inside site-packages is the application's", () => {
  const files = ["inventorysync/sync.py", "httpx/_client.py"].map(
    (file) => `File "/srv/lib/python3.12/site-packages/${file}", line 1, in f`,
  );
  expect(framesOf(files)?.map(({ in_app }) => in_app)).toEqual([true, false]);
});

test("chained exceptions have one value each, the raised one last", () => {
  const cause = `${HEADER}\n  File "cause.py", line 1, in first\nKeyError: 'x'\n`;
  const during = "\nDuring handling of the above exception, another exception occurred:\n\n";
  expect(exceptionsOf([cause + during + TRACEBACK])).toEqual({
    truncated: false,
    values: [
      {
        type: "KeyError",
        value: "'x'",
        stacktrace: { frames: [{ filename: "cause.py", lineno: 1, function: "first", in_app: true }] },
      },
      { type: "ValueError", value: "bad", stacktrace: { frames: FRAMES } },
    ],
  });
});

test("notes of PEP 678 are part of the value", () => {
  expect(exceptionsOf([`${TRACEBACK}\nshop alpine\nsecond note`]).values).toMatchObject([
    { value: "bad\nshop alpine\nsecond note" },
  ]);
});

test("the members of a group come before it, with the ids by which Sentry shows them", () => {
  const group = `  + Exception Group ${HEADER}
  |   File "main.py", line 2, in run
  | ExceptionGroup: two (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: 1
    +---------------- 2 ----------------
    | TypeError: 2
    +------------------------------------`;
  const { values } = exceptionsOf([group], { type: "ExceptionGroup", value: "two (2 sub-exceptions)" });
  expect(values.map(({ type, mechanism }) => [type, mechanism])).toEqual([
    ["TypeError", { type: "chained", handled: true, exception_id: 2, parent_id: 0 }],
    ["ValueError", { type: "chained", handled: true, exception_id: 1, parent_id: 0 }],
    ["ExceptionGroup", { type: "generic", handled: true, exception_id: 0, is_exception_group: true }],
  ]);
});

test("of too many frames the innermost are kept, after a note about the others", () => {
  const { values, truncated } = exceptionsOf(
    Array.from({ length: 80 }, (_, line) => `File "deep.py", line ${line}, in recurse`),
  );
  const frames = values[0]?.stacktrace?.frames;
  expect(truncated).toBe(true);
  expect(frames).toHaveLength(50);
  expect(frames?.[0]).toEqual({ filename: "… [31 frames truncated]", in_app: false });
  expect(frames?.[1]).toMatchObject({ lineno: 31 });
  expect(frames?.at(-1)).toMatchObject({ lineno: 79 });
});

test.each([
  ["50 frames", Array.from({ length: 50 }, () => 'File "a.py", line 1, in f'), {}, false],
  ["51 frames", Array.from({ length: 51 }, () => 'File "a.py", line 1, in f'), {}, true],
  ["a long value", [], { value: "v".repeat(9_000) }, true],
  ["a long type", [], { type: "T".repeat(300) }, true],
  ["a long file name", [`File "${"f".repeat(300)}", line 1, in f`], {}, true],
  ["a long function name", [`File "f", line 1, in ${"f".repeat(300)}`], {}, true],
])("whether %s is truncated", (_, stacktrace, more, truncated) => {
  expect(exceptionsOf(stacktrace, more).truncated).toBe(truncated);
});

test("a long chain of deep exceptions fits into an event", () => {
  const one = `${HEADER}\n${Array.from({ length: 50 }, () => `  File "${"ü".repeat(250)}", line 1, in ${"f".repeat(250)}`).join("\n")}\nE: ${"v".repeat(8_000)}\n\nDuring handling of the above exception, another exception occurred:\n\n`;
  const { values, truncated } = exceptionsOf([one.repeat(70) + TRACEBACK]);
  expect(truncated).toBe(true);
  expect(Buffer.byteLength(JSON.stringify(values))).toBeLessThanOrEqual(130_000);
  expect(values[0]?.type).toMatch(/^… \[\d+ exceptions truncated\]$/);
  expect(values.at(-1)).toMatchObject({ type: "ValueError", value: "bad" });
});

test.each([
  ["nothing", []],
  ["text that is not a traceback", ["at Object.<anonymous> (sync.js:1:1)"]],
])("%s gives no stack trace instead of an empty one", (_, stacktrace) => {
  expect(exceptionsOf(stacktrace).values).toEqual([{ type: "ValueError", value: "bad" }]);
});

test("a record with an error type alone has an exception of this type, with the message", () => {
  expect(toExceptions(linksOf({ error_type: "E", message: "m" })).values).toEqual([
    { type: "E", value: "m" },
  ]);
  expect(toExceptions(linksOf({ message: "m" })).values).toEqual([]);
});
