import type { LogRecord } from "../../../catalog";
import { createLineFilter, filterPatternOf } from "../../../ops/tail/line-filter";
import type { TailOptions } from "../../../ops/tail/tail-options";

const record: LogRecord = {
  level: "ERROR",
  message: "stock was not updated for [redacted:email]",
  shop: "papaya-home",
  request_id: "req-4711",
  exception: { type: "E", value: "v", stacktrace: ['File "stock.py", line 3'] },
};

test.each<[Partial<TailOptions>, boolean]>([
  [{}, true],
  [{ level: "ERROR" }, true],
  [{ level: "warning" }, true],
  [{ level: "CRITICAL" }, false],
  [{ shop: "papaya-home" }, true],
  [{ shop: "papaya" }, false],
  [{ request: "req-4711" }, true],
  [{ request: "req-471" }, false],
  [{ grep: "shop=papaya" }, true],
  [{ grep: "stock.py" }, true],
  [{ grep: "jane" }, false],
  [{ grep: "stock", shop: "other" }, false],
])("%j shows the record: %s", (options, expected) => {
  expect(createLineFilter(options)({ id: "1", log: "application", timestamp: 0, record })).toBe(expected);
});

test("a line without a level is not shown if a level is required", () => {
  const line = { id: "1", log: "application", timestamp: 0, record: { message: "ERROR" } } as const;
  expect(createLineFilter({ level: "DEBUG" })(line)).toBe(false);
});

test("an unknown level is named with the nearest one", () => {
  expect(() => createLineFilter({ level: "ERR" })).toThrow(
    'unknown level "ERR"; the nearest is ERROR, expected one of DEBUG, INFO, WARNING, ERROR, CRITICAL',
  );
});

test.each([
  [{}, undefined],
  [{ shop: "papaya-home" }, '{ ($.shop = "papaya-home") }'],
  [{ shop: "a", request: "r" }, '{ ($.shop = "a") && ($.request_id = "r") }'],
  // A wildcard of the filter pattern syntax, and a quote that would end the value.
  [{ shop: "*" }, undefined],
  [{ request: '" || $.x = "' }, undefined],
])("CloudWatch Logs selects %j by %j", (options, expected) => {
  expect(filterPatternOf(options)).toBe(expected);
});
