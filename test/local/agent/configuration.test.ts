import { parseConfiguration } from "../../../local/agent/configuration";

const IDENTITY = { instanceId: "i-0abc", hostname: "ip-10-0-0-1.ec2.internal", localHostname: "api-1" };
const ENTRY = { file_path: "/var/log/inventorysync/audit.log", log_group_name: "/inventorysync/local/audit" };

test("an entry has its log group, and the instance id as the log stream", () => {
  expect(parse({})).toMatchObject({
    filePath: ENTRY.file_path,
    logGroupName: ENTRY.log_group_name,
    logStreamName: "i-0abc",
    timestampFormat: undefined,
  });
});

test("the log stream of the section logs applies to an entry without its own", () => {
  const [entry] = parseConfiguration(configurationOf(ENTRY, { log_stream_name: "of-all" }), IDENTITY);

  expect(entry?.logStreamName).toBe("of-all");
});

test("placeholders in names are replaced", () => {
  expect(parse({ log_stream_name: "inventorysync-api/{instance_id}" }).logStreamName).toBe(
    "inventorysync-api/i-0abc",
  );
  expect(parse({ log_stream_name: "{hostname}.{local_hostname}" }).logStreamName).toBe(
    "ip-10-0-0-1.ec2.internal.api-1",
  );
});

test("another placeholder is rejected", () => {
  expect(() => parse({ log_stream_name: "{ip_address}" })).toThrow(
    'the name "{ip_address}" has {ip_address}',
  );
});

test("without a pattern, an event begins with a character that is no white space", () => {
  const { startPattern } = parse({});

  expect(["Traceback", "  File", "\tat", ""].map((line) => startPattern.test(line))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test("the pattern {timestamp_format} is the timestamp", () => {
  const { startPattern } = parse({
    timestamp_format: "%Y-%m-%d",
    multi_line_start_pattern: "{timestamp_format}",
  });

  expect(startPattern.test("2026-03-01 begins")).toBe(true);
  expect(startPattern.test("continues")).toBe(false);
});

test("the pattern {timestamp_format} needs a timestamp_format", () => {
  expect(() => parse({ multi_line_start_pattern: "{timestamp_format}" })).toThrow("has no timestamp_format");
});

test("every unknown key is named, with its place", () => {
  const configuration = { ...configurationOf({ ...ENTRY, trim_timestamp: true }), metrics: {} };

  expect(() => parseConfiguration(configuration, IDENTITY)).toThrow(
    /"metrics"[\s\S]*"trim_timestamp"[\s\S]*logs\.logs_collected\.files\.collect_list\[0\]/,
  );
});

test.each([
  ["encoding", "utf-16"],
  ["timezone", "Europe/Vienna"],
  ["retention_in_days", 30],
  ["publish_multi_logs", true],
  ["auto_removal", true],
  ["file_path", "audit.log"],
])("the unsupported value of %s is rejected: %j", (key, value) => {
  expect(() => parse({ [key]: value })).toThrow(`collect_list[0].${key}`);
});

function parse(entry: object) {
  const [parsed] = parseConfiguration(configurationOf({ ...ENTRY, ...entry }), IDENTITY);
  if (!parsed) throw new Error("expected an entry");
  return parsed;
}

function configurationOf(entry: object, logs: object = {}) {
  return { logs: { ...logs, logs_collected: { files: { collect_list: [entry] } } } };
}
