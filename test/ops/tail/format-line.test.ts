import { createColors } from "picocolors";
import type { LogRecord } from "../../../catalog";
import { formatLine } from "../../../ops/tail/format-line";

const plain = createColors(false);
const ESCAPE = "\u001b";
const time = "2026-03-01T12:00:00.000Z";
const record: LogRecord = {
  "@timestamp": time,
  level: "ERROR",
  logger: "inventorysync.stock",
  message: "stock was not updated",
  shop: "papaya-home",
  exception: { type: "TimeoutError", value: "no answer", stacktrace: ["one", "two"] },
  attributes: { attempt: 2, note: "two words" },
};

test("a record is one line: time, level, logger, message, then the other fields", () => {
  expect(formatLine(record, plain)).toBe(
    `${time}  ERROR     inventorysync.stock  stock was not updated  ` +
      'shop=papaya-home attempt=2 note="two words" exception="TimeoutError: no answer" (traceback of 2 lines)',
  );
});

test("an unstructured line remains as it is, without the time that the parser added", () => {
  expect(formatLine({ "@timestamp": time, message: "Traceback:\n  line 1" }, plain)).toBe(
    "Traceback:\n  line 1",
  );
});

test("a message with line ends is one line, and control characters do not reach the terminal", () => {
  const text = formatLine({ "@timestamp": time, level: "INFO", message: `a\nb${ESCAPE}[2J` }, plain);
  expect(text).toBe(`${time}  INFO      a\\nb\\x1b[2J`);
  expect(formatLine({ "@timestamp": time, message: `${ESCAPE}]0;title` }, plain)).toBe("\\x1b]0;title");
});

test("colors mark the level, and only with colors", () => {
  expect(formatLine(record, createColors(true))).toContain(`${ESCAPE}[31mERROR   ${ESCAPE}[39m`);
  expect(formatLine(record, plain)).not.toContain(ESCAPE);
});
