import { logLinesIn, queryThresholdIn } from "../../../lambda/notification/log-alarm-message";

const LINES = ['{"level":"ERROR","message":"first"}', "ERROR second"];

test.each([
  ["a list of text", LINES],
  ["one text", LINES.join("\n")],
  [
    "records with the event",
    LINES.map((line) => ({ "@timestamp": "2026-11-27 04:24:00", "@message": line })),
  ],
  [
    "rows of GetQueryResults",
    LINES.map((line) => [
      { field: "@timestamp", value: "2026-11-27 04:24:00" },
      { field: "@message", value: line },
      { field: "@ptr", value: "made up" },
    ]),
  ],
])("lines are found as %s", (_, value) => {
  expect(logLinesIn({ AlarmName: "made-up", LogLines: value })).toEqual(LINES);
});

test.each(["LogLines", "logLines", "ActionLogLines", "log_lines", "QueryResultLogEvents", "LOG-LINES"])(
  "lines are found in the member %s",
  (name) => {
    expect(logLinesIn({ [name]: LINES })).toEqual(LINES);
  },
);

test("lines are found in inner members", () => {
  expect(logLinesIn({ NewStateReasonData: { results: [{ logLines: LINES }] } })).toEqual(LINES);
});

test("a record without the event is the event itself", () => {
  expect(logLinesIn({ LogLines: [{ level: "ERROR", message: "first" }] })).toEqual([LINES[0]]);
});

test("a row without the event has its fields", () => {
  const row = [
    { field: "level", value: "ERROR" },
    { field: "message", value: "first" },
  ];
  expect(logLinesIn({ LogLines: [row] })).toEqual([LINES[0]]);
});

test.each([
  ["no such member", { AlarmName: "made-up", Trigger: { Threshold: 1 } }],
  ["the number and the role of the lines", { ActionLogLineCount: 50, ActionLogLineRoleArn: "arn:made-up" }],
  ["an empty list", { LogLines: [] }],
  ["null", { LogLines: null }],
  ["a number", { LogLines: 5 }],
  ["blank text", { LogLines: " \n\n" }],
])("%s means no lines", (_, message) => {
  expect(logLinesIn(message)).toEqual([]);
});

test("deep nesting ends the search", () => {
  const nested = (depth: number): unknown => (depth === 0 ? { LogLines: LINES } : [nested(depth - 1)]);
  expect(logLinesIn(nested(3))).toEqual(LINES);
  expect(logLinesIn(nested(1_000))).toEqual([]);
  expect(logLinesIn({ LogLines: nested(1_000) })).toEqual([]);
});

test.each([
  ["an object", { threshold: 50 }, 50],
  ["text", '{"threshold":50}', 50],
  ["an object without it", {}, undefined],
  ["an object with another type", { threshold: "50" }, undefined],
  ["text that is no JSON", "made up", undefined],
  ["nothing", undefined, undefined],
])("the threshold in reason data that is %s", (_, data, expected) => {
  expect(queryThresholdIn({ NewStateReasonData: data })).toBe(expected);
});
