import { LEVELS } from "../../../catalog";
import type { LogLine } from "../../../local/traffic/log-line";
import { summarizeTraffic } from "../../../local/traffic/traffic-summary";

const lineWith = (record: LogLine["record"]): LogLine => ({
  log: "application",
  text: "",
  timestamp: 0,
  ...(record && { record }),
});

test.each(["ERROR", "CRITICAL"] as const)("a line of level %s counts as an error of its log", (level) => {
  expect(summarizeTraffic([lineWith({ level })]).errorsByLog).toMatchObject({ application: 1, audit: 0 });
});

test.each(LEVELS.filter((level) => level !== "ERROR" && level !== "CRITICAL"))(
  "a line of level %s is no error",
  (level) => {
    expect(summarizeTraffic([lineWith({ level })]).errorsByLog.application).toBe(0);
  },
);

test("a line that is not a record counts as a line", () => {
  expect(summarizeTraffic([lineWith(undefined)])).toMatchObject({
    lines: 1,
    linesByLog: { application: 1 },
  });
});
