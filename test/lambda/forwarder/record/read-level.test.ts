import { parseRecord } from "../../../../lambda/forwarder/parse";

const parse = (fields: object) => parseRecord(JSON.stringify({ message: "m", ...fields }), 0);

test.each<[object, string]>([
  [{ level: 40 }, "ERROR"],
  [{ level: 50 }, "CRITICAL"],
  [{ level: 25 }, "INFO"],
  [{ level: "40" }, "ERROR"],
  [{ level: "ERR" }, "ERROR"],
  [{ level: "EMERGENCY" }, "CRITICAL"],
  [{ level: "alert" }, "CRITICAL"],
  [{ level: "notice" }, "INFO"],
  [{ level: "severe" }, "ERROR"],
  [{ level: "Information" }, "INFO"],
  [{ level: "ERROR2" }, "ERROR"],
  [{ level: "wrn" }, "WARNING"],
  [{ level: "trace" }, "DEBUG"],
  [{ level: { name: "ERROR", no: 40 } }, "ERROR"],
  [{ levelname: "ERROR" }, "ERROR"],
  [{ levelno: 40 }, "ERROR"],
  [{ severity: "ERROR" }, "ERROR"],
  [{ severity: 3 }, "ERROR"],
  [{ severity: 0 }, "CRITICAL"],
  [{ severity: 17 }, "ERROR"],
  [{ severity: 40 }, "ERROR"],
  [{ severity: 500 }, "ERROR"],
  [{ severityText: "Error" }, "ERROR"],
  [{ severityNumber: 17 }, "ERROR"],
  [{ severity_number: 10 }, "INFO"],
  [{ SeverityNumber: 21 }, "CRITICAL"],
  [{ lvl: "error" }, "ERROR"],
  [{ "log.level": "error" }, "ERROR"],
  [{ log: { level: "error" } }, "ERROR"],
  [{ Level: "Error" }, "ERROR"],
  [{ "@l": "Fatal" }, "CRITICAL"],
  [{ loglevel: "warn" }, "WARNING"],
  [{ PRIORITY: "3" }, "ERROR"],
  [{ level: 3 }, "ERROR"],
  [{ "@level": "error", "@message": "m" }, "ERROR"],
  [{ level: 3, short_message: "m", version: "1.1" }, "ERROR"],
  [{ level: 0, short_message: "m", version: "1.1" }, "CRITICAL"],
  [{ level: 400, level_name: "ERROR", channel: "app" }, "ERROR"],
  [{ level: "LOUD", severity: "ERROR" }, "ERROR"],
])("the level of %j is %s, and what the line says is kept", (fields, level) => {
  expect(parse(fields)).toMatchObject({ level, attributes: fields });
});

const PINO = { time: 1_772_359_200_000, pid: 17, hostname: "api", msg: "m" };
const BUNYAN = { name: "api", hostname: "api", pid: 17, msg: "m", time: "2026-03-01T10:00:00Z", v: 0 };

test.each([
  [10, "DEBUG"],
  [20, "DEBUG"],
  [30, "INFO"],
  [40, "WARNING"],
  [50, "ERROR"],
  [60, "CRITICAL"],
])("beside the keys of pino or bunyan, the number %d is %s", (number, level) => {
  expect(parse({ level: number, ...PINO }).level).toBe(level);
  expect(parse({ level: number, ...BUNYAN }).level).toBe(level);
  expect(parse({ level: number, time: PINO.time, msg: "m" }).level).toBe(level);
});

test.each([{ levelname: "ERROR" }, { levelno: 40 }])(
  "the keys of Python's logging in %j decide before those of pino",
  (fields) => {
    expect(parse({ level: 40, ...PINO, ...fields }).level).toBe("ERROR");
  },
);

test.each([
  { level: "LOUD" },
  { level: 0 },
  { level: -1 },
  { level: 40.5 },
  { level: 450 },
  { level: null },
  { level: true },
  { severity: "high" },
  { priority: 1 },
  { tier: "ERROR" },
])("%j has no level", (fields) => {
  expect(parse(fields)).not.toHaveProperty("level");
});

test.each(["INFO", "warn", " Fatal "])(
  "of the level %j, one of Python's names, nothing else is kept",
  (level) => {
    expect(parse({ level })).not.toHaveProperty("attributes");
  },
);

test.each(["msg", "MSG", "short_message", "@m", "@message", "Message", "MESSAGE", "body"])(
  "without a message, the text under %s is the message",
  (key) => {
    expect(parseRecord(JSON.stringify({ level: "ERROR", [key]: "refused" }), 0)).toMatchObject({
      message: "refused",
      attributes: { [key]: "refused" },
    });
  },
);

test("without a message, the text of OpenTelemetry's body is the message", () => {
  const line = { severityNumber: 17, body: { stringValue: "refused" } };
  expect(parseRecord(JSON.stringify(line), 0)).toMatchObject({ level: "ERROR", message: "refused" });
});
