import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { logGroupName, LOGS } from "../../catalog";
import { agentConfiguration } from "../../host";
import { ENVIRONMENT_NAMES, shippedConfig } from "../fixtures/stacks";

const schema = JSON.parse(
  readFileSync(join(__dirname, "../fixtures/host/agent-schema.json"), "utf8"),
) as object;
const isValid = new Ajv().compile(schema);

const entriesOf = (environment: string) =>
  agentConfiguration(shippedConfig(environment), "api").logs.logs_collected.files.collect_list;
const [entry] = entriesOf("production");

test.each(ENVIRONMENT_NAMES)("the configuration of %s is valid by the schema of the agent", (name) => {
  expect(isValid(agentConfiguration(shippedConfig(name), "api"))).toBe(true);
});

test.each([
  ["a misspelled key", { file_pth: "/a.log" }],
  ["a time zone in lower case", { timezone: "utc" }],
  ["an empty name of a log stream", { log_stream_name: "" }],
  ["a retention that CloudWatch Logs does not have", { retention_in_days: 45 }],
])("the schema rejects %s", (_, part) => {
  const logs = { logs_collected: { files: { collect_list: [{ ...entry, ...part }] } } };
  expect(isValid({ logs })).toBe(false);
});

test("each log file goes to the log group of its log, and to the log stream of the host", () => {
  const destinations = entriesOf("production").map((each) => [
    each.file_path,
    each.log_group_name,
    each.log_stream_name,
  ]);
  expect(destinations).toEqual(
    LOGS.map(({ id, file }) => [
      `/var/log/inventorysync/${file}`,
      logGroupName("production", id),
      "inventorysync-api/{instance_id}",
    ]),
  );
});

test("the agent deletes no file and changes no retention", () => {
  const keys = new Set(entriesOf("production").flatMap((each) => Object.keys(each)));
  expect(keys).not.toContain("auto_removal");
  expect(keys).not.toContain("retention_in_days");
  expect(keys).not.toContain("publish_multi_logs");
});

test.each([
  ["a record", '{"@timestamp":"2026-03-01T09:30:00.125Z"}'],
  ["a truncated record", '{"level": "ERROR", "mess'],
  ["gunicorn's line", "[2026-03-01 09:30:00 +0000] [7] [INFO] Booting worker with pid: 7"],
  ["a line that begins with a time", "09:30:00 stock updated"],
  ["a line that begins with a level", "INFO:     Started server process [7]"],
  ["the first line of a traceback", "Traceback (most recent call last):"],
  ["a sentence", "Killed by a signal"],
])("%s begins a log event", (_, line) => {
  expect(startsEvent(line)).toBe(true);
});

test.each([
  ["a line of a traceback", '  File "/app/sync.py", line 88, in update_stock'],
  ["an empty line", ""],
  ["the error of a traceback", "ValueError: not a number"],
  ["the error of a module", "sqlalchemy.exc.OperationalError: connection closed"],
  ["an error without a message", "KeyboardInterrupt"],
])("%s continues the log event before", (_, line) => {
  expect(startsEvent(line)).toBe(false);
});

test("the agent finds the time of a record", () => {
  const digits: Readonly<Record<string, string>> = { Y: "\\d{4}", f: "\\d{1,9}" };
  const format = (entry?.timestamp_format ?? "").replace(".", "\\.");
  const time = new RegExp(format.replace(/%(\w)/g, (_, code: string) => digits[code] ?? "\\d{2}"));
  const line = '{"@timestamp":"2026-03-01T09:30:00.125Z","level":"INFO"}';
  expect(time.exec(line)?.[0]).toBe("2026-03-01T09:30:00.125");
});

function startsEvent(line: string): boolean {
  return new RegExp(entry?.multi_line_start_pattern ?? "").test(line);
}
