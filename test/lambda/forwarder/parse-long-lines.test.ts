import { setFlagsFromString } from "node:v8";
import { parseRecord } from "../../../lambda/forwarder/parse";

/** Above the backtracking stack of V8's regular expressions, which has 16 million entries. */
const CHARACTERS = 20 * 1024 * 1024;

// V8 stops optimizing regular expressions in a process that has compiled many, and then needs an entry per character.
beforeAll(() => {
  setFlagsFromString("--no-regexp-optimization");
});
afterAll(() => {
  setFlagsFromString("--regexp-optimization");
});

test.each([
  ["letters", "x".repeat(CHARACTERS)],
  ["digits", "1".repeat(CHARACTERS)],
  ["spaces", " ".repeat(CHARACTERS)],
  [
    "a traceback",
    `Traceback (most recent call last):\n  File "a.py", line 1, in f\n${"x".repeat(CHARACTERS)}`,
  ],
  ["a stack trace", `java.lang.${"x".repeat(CHARACTERS)}Exception\n\tat a.b(C.java:1)`],
])("a line of 20 million characters with %s is kept", (_, line) => {
  // toEqual would print the line.
  expect(parseRecord(line, 0).message === line).toBe(true);
});
