import { hasTraceback, linesOf, parseTraceback } from "../../../lambda/shared/traceback";

const parse = (text: string) => parseTraceback(linesOf([text]));
const HEADER = "Traceback (most recent call last):";

const CHAIN = `${HEADER}
  File "store.py", line 3, in read
    return rows[key]
           ~~~~^^^^^
KeyError: 'tea'

The above exception was the direct cause of the following exception:

${HEADER}
  File "sync.py", line 7, in run
    read("tea")
StockError: none left
  and a second line
a note of PEP 678
`;

const CAUSE = {
  type: "KeyError",
  value: "'tea'",
  frames: [{ file: "store.py", line: 3, name: "read", source: "    return rows[key]" }],
  members: [],
};
const RAISED = {
  type: "StockError",
  value: "none left\n  and a second line\na note of PEP 678",
  frames: [{ file: "sync.py", line: 7, name: "run", source: '    read("tea")' }],
  members: [],
};

test("a chain has its exceptions, the cause first, with frames, further lines and notes", () => {
  expect(parse(CHAIN)).toEqual([CAUSE, RAISED]);
});

test("line ends and colours do not matter", () => {
  expect(parse(CHAIN.replaceAll("\n", "\r\n"))).toEqual([CAUSE, RAISED]);
  const coloured = CHAIN.replace('"store.py"', '\u001b[35m"store.py"\u001b[0m').replace(
    "KeyError",
    "\u001b[1;35mKeyError\u001b[0m",
  );
  expect(parse(coloured)).toEqual([CAUSE, RAISED]);
});

test.each([
  "During handling of the above exception, another exception occurred:",
  "The above exception was the direct cause of the following exception:",
])("%s separates two exceptions", (note) => {
  expect(
    parse(`${HEADER}\n  File "a.py", line 1\nA: 1\n\n${note}\n\n${HEADER}\n  File "b.py", line 2\nb.B`),
  ).toMatchObject([
    { type: "A", value: "1" },
    { type: "b.B", value: "" },
  ]);
});

test("a chain that the record lists as frames has each exception", () => {
  const lines = ['File "a.py", line 1, in f', "KeyError: 'x'", HEADER, 'File "b.py", line 2, in g'];
  expect(parseTraceback(lines)).toMatchObject([
    { type: "KeyError", value: "'x'", frames: [{ file: "a.py" }] },
    { frames: [{ file: "b.py" }] },
  ]);
});

test("text before the first traceback is no exception", () => {
  expect(parse(`Failed: no answer\n${HEADER}\n  File "a.py", line 1, in f\nValueError: bad`)).toMatchObject([
    { type: "ValueError" },
  ]);
});

test("a note about repeated lines is no source line", () => {
  expect(
    parse(
      `${HEADER}\n  File "a.py", line 1, in f\n  [Previous line repeated 996 more times]\nRecursionError: x`,
    )[0],
  ).toEqual({
    ...{ type: "RecursionError", value: "x", members: [] },
    frames: [{ file: "a.py", line: 1, name: "f" }],
  });
});

const GROUP = `  + Exception Group ${HEADER}
  |   File "main.py", line 2, in run
  |     raise ExceptionGroup("two", errors)
  | ExceptionGroup: two (3 sub-exceptions)
  +-+---------------- 1 ----------------
    | ${HEADER}
    |   File "one.py", line 5, in one
    | ValueError: 1
    | a note
    +---------------- 2 ----------------
    | Exception Group ${HEADER}
    |   File "two.py", line 6, in two
    | ExceptionGroup: inner (1 sub-exception)
    +-+---------------- 1 ----------------
      | KeyError: 'deep'
      +------------------------------------
    +---------------- 3 ----------------
    | TypeError: 3
    +------------------------------------
`;

test("an exception group has its members, at any depth", () => {
  expect(parse(GROUP)).toMatchObject([
    {
      ...{ type: "ExceptionGroup", value: "two (3 sub-exceptions)", frames: [{ file: "main.py" }] },
      members: [
        { type: "ValueError", value: "1\na note", frames: [{ file: "one.py" }] },
        {
          type: "ExceptionGroup",
          frames: [{ file: "two.py" }],
          members: [{ type: "KeyError", value: "'deep'" }],
        },
        { type: "TypeError", value: "3", frames: [] },
      ],
    },
  ]);
});

test("a group can be the cause of an exception", () => {
  const text = `${GROUP}\nThe above exception was the direct cause of the following exception:\n\n${HEADER}\n  File "a.py", line 1, in f\nRuntimeError: failed`;
  expect(parse(text)).toMatchObject([
    { type: "ExceptionGroup", members: [{}, {}, {}] },
    { type: "RuntimeError" },
  ]);
});

test("source lines that begin with a bar are no group", () => {
  expect(parse(`${HEADER}\n  File "a.py", line 1, in f\n    | None\nTypeError: bad`)).toMatchObject([
    { type: "TypeError", frames: [{ source: "    | None" }] },
  ]);
});

test.each(["", "text", "Done", "a: b", HEADER, "at sync.js:1:1"])("the text %j is no exception", (text) => {
  expect(parse(text)).toEqual([]);
});

test.each([
  [CHAIN, true],
  [GROUP, true],
  [`failed\n${HEADER}`, true],
  [`see ${HEADER} in the manual`, false],
  ["text", false],
])("whether %j has a traceback is %s", (text, expected) => {
  expect(hasTraceback(text)).toBe(expected);
});
