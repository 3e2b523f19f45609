import { culpritOf, toException } from "../../../../../lambda/delivery/sinks/sentry/stacktrace";

function framesOf(stacktrace: readonly string[]) {
  return toException({ type: "ValueError", value: "bad", stacktrace }).stacktrace?.frames;
}

const TRACEBACK = `Traceback (most recent call last):
  File "inventorysync/sync.py", line 88, in run
    push(shop)
    ~~~~^^^^^^
  File "/srv/venv/site-packages/httpx/_client.py", line 12, in send
    raise exc
ValueError: bad`;

test("a traceback gives the same frames, with their source, as one text or as lines", () => {
  const frames = [
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
  expect(framesOf([TRACEBACK])).toEqual(frames);
  expect(framesOf(TRACEBACK.split("\n"))).toEqual(frames);
});

test("chained exceptions give the frames of the one that was raised last", () => {
  const cause = 'Traceback (most recent call last):\n  File "cause.py", line 1, in first\nKeyError: 1\n';
  const during = "\nDuring handling of the above exception, another exception occurred:\n\n";
  expect(framesOf([cause + during + TRACEBACK])).toEqual(framesOf([TRACEBACK]));
});

test("the innermost frames are kept when there are too many", () => {
  const frames = framesOf(
    Array.from({ length: 80 }, (_, line) => `File "deep.py", line ${line}, in recurse`),
  );
  expect(frames).toHaveLength(50);
  expect(frames?.at(-1)).toMatchObject({ lineno: 79 });
});

test.each([
  ["nothing", []],
  ["text that is not a traceback", ["at Object.<anonymous> (sync.js:1:1)"]],
])("%s gives no stack trace instead of an empty one", (_, stacktrace) => {
  expect(toException({ type: "ValueError", value: "bad", stacktrace })).toEqual({
    type: "ValueError",
    value: "bad",
  });
});

test("the culprit is the innermost frame of the application's code", () => {
  expect(culpritOf(toException({ type: "ValueError", value: "bad", stacktrace: [TRACEBACK] }))).toMatchObject(
    {
      function: "run",
    },
  );
});
