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

test("a traceback in one piece or in lines gives the same frames, with their source", () => {
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

test("of chained exceptions the frames are those of the one that was raised", () => {
  const cause = 'Traceback (most recent call last):\n  File "cause.py", line 1, in first\nKeyError: 1\n';
  const during = "\nDuring handling of the above exception, another exception occurred:\n\n";
  expect(framesOf([cause + during + TRACEBACK])).toEqual(framesOf([TRACEBACK]));
});

test("of too many frames the innermost are kept", () => {
  const frames = framesOf(
    Array.from({ length: 80 }, (_, line) => `File "deep.py", line ${line}, in recurse`),
  );
  expect(frames).toHaveLength(50);
  expect(frames?.at(-1)).toMatchObject({ lineno: 79 });
});

test.each([
  ["nothing", []],
  ["what is no traceback", ["at Object.<anonymous> (sync.js:1:1)"]],
])("of %s there is no stack trace, never an empty one", (_, stacktrace) => {
  expect(toException({ type: "ValueError", value: "bad", stacktrace })).toEqual({
    type: "ValueError",
    value: "bad",
  });
});

test("the culprit is the innermost frame of our own code", () => {
  expect(culpritOf(toException({ type: "ValueError", value: "bad", stacktrace: [TRACEBACK] }))).toMatchObject(
    {
      function: "run",
    },
  );
});
