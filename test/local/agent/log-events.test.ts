import { groupLines } from "../../../local/agent/log-events";

const START = /^\S/;

test("a traceback belongs to the line before it", () => {
  const text = 'ERROR failed\n  File "a.py", line 1\n\n    raise\nINFO next\n';

  expect(groupLines(Buffer.from(text), START)).toEqual([
    { text: 'ERROR failed\n  File "a.py", line 1\n\n    raise', lines: 4, bytes: 46 },
    { text: "INFO next", lines: 1, bytes: 10 },
  ]);
});

test("lines before the first start are an event", () => {
  expect(groupLines(Buffer.from("  continued\nnext\n"), START).map(({ text }) => text)).toEqual([
    "  continued",
    "next",
  ]);
});

test("an incomplete line is left for later", () => {
  expect(groupLines(Buffer.from("one\ntw"), START)).toEqual([{ text: "one", lines: 1, bytes: 4 }]);
});

test("a carriage return belongs to the line end", () => {
  expect(groupLines(Buffer.from("one\r\ntwo\r\n"), START)).toEqual([
    { text: "one", lines: 1, bytes: 5 },
    { text: "two", lines: 1, bytes: 5 },
  ]);
});
