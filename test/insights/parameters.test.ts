import { ask, logEvents } from "./log-events";

// The saved query of the CloudWatch Logs User Guide, "Using saved queries with parameters".
const ERRORS_BY_LEVEL = `fields name
  | filter level = {{logLevel}}
  | filter applicationName = {{applicationName}}
  | sort @timestamp desc
  | limit {{maxResults}}`;
const EVENTS = logEvents(
  { name: 1, level: "WARN", applicationName: "OrderService" },
  { name: 2, level: "WARN", applicationName: "OrderService" },
  { name: 3, level: "ERROR", applicationName: "OrderService" },
  { name: 4, level: "WARN", applicationName: "Other" },
);

test("a placeholder is replaced by query text, and a string includes its quotation marks", () => {
  const parameters = { logLevel: '"WARN"', applicationName: '"OrderService"', maxResults: "1" };
  expect(ask(ERRORS_BY_LEVEL, EVENTS, { parameters })).toEqual([{ name: 2 }]);
});

test("a string without quotation marks is the name of a field", () => {
  const query = "fields level, name | filter level = {{level}}";
  expect(ask(query, logEvents({ level: "WARN" }), { parameters: { level: "WARN" } })).toEqual([]);
});

test("a placeholder without a value is rejected", () => {
  const parameters = { logLevel: '"WARN"', maxResults: "1" };
  expect(() => ask(ERRORS_BY_LEVEL, EVENTS, { parameters })).toThrow(
    "{{applicationName}} has no value, expected one in the parameters [logLevel, maxResults]",
  );
  expect(() => ask("limit {{constructor}}", EVENTS)).toThrow("{{constructor}} has no value");
});

test("a value with a dollar sign is taken as it is", () => {
  expect(ask("fields {{text}} as t | limit 1", EVENTS, { parameters: { text: '"$& $1"' } })).toEqual([
    { t: "$& $1" },
  ]);
});

test("a parameter without a placeholder is rejected", () => {
  expect(() => ask("limit 1", EVENTS, { parameters: { level: '"WARN"' } })).toThrow(
    'the parameter "level" has no placeholder, expected {{level}} in the query',
  );
});

test("a query of more than 10,000 characters is rejected", () => {
  const parameters = { text: `"${"x".repeat(10_000)}"` };
  expect(() => ask("filter a = {{text}}", EVENTS, { parameters })).toThrow(
    "the query has 10013 characters with its parameters, expected at most 10000",
  );
});
