import { ARCHIVED_LOGS, findingsLogGroupName, functionLogGroupName, LOGS, roleName } from "../../../catalog";
import { logInventory } from "../../../ops/report/inventory";
import { grantsOf } from "../../fixtures/grants";
import {
  configWithSinks,
  ENVIRONMENT_NAMES,
  resources,
  shippedConfig,
  synthesize,
} from "../../fixtures/stacks";

describe.each(ENVIRONMENT_NAMES)("the log inventory of %s", (environment) => {
  const inventory = logInventory(shippedConfig(environment));
  const inLogGroups = inventory.filter(({ service }) => service === "CloudWatch Logs");

  test("every log group of the templates is in the inventory, with its retention", () => {
    for (const { Properties } of resources(synthesize(environment), "AWS::Logs::LogGroup")) {
      const { LogGroupName: name, RetentionInDays: days } = Properties as {
        readonly LogGroupName: string;
        readonly RetentionInDays: number;
      };
      const retentions = inLogGroups
        .filter((entry) => covers(entry.name, name))
        .map((entry) => entry.retentionDays);
      expect({ name, retentions: [...new Set(retentions)] }).toEqual({ name, retentions: [days] });
    }
  });

  test("every log group of the inventory is in the templates", () => {
    const names = resources(synthesize(environment), "AWS::Logs::LogGroup").map(
      ({ Properties }) => Properties?.["LogGroupName"] as string,
    );
    for (const { name } of inLogGroups) expect(names.some((each) => covers(name, each))).toBe(true);
  });

  test("the readers of a log group are the roles that may read it", () => {
    for (const role of ["reader", "auditor"] as const) {
      const grants = grantsOf(synthesize(environment), roleName(environment, role)).filter(
        ({ action }) => action === "logs:GetLogEvents",
      );
      for (const { name, readers } of inLogGroups) {
        if (name === functionLogGroupName(environment, "*")) continue;
        const mayRead = grants.some(({ resource }) => resource.includes(`:log-group:${name}:`));
        const isListed = readers.some((reader) => reader.startsWith(roleName(environment, role)));
        expect({ name, role, isListed }).toEqual({ name, role, isListed: mayRead });
      }
    }
  });

  test("each stream is kept as long as its entry says", () => {
    const streams = resources(synthesize(environment), "AWS::Kinesis::Stream");
    const entries = inventory.filter(({ service }) => service === "Kinesis Data Streams");
    expect(entries).toHaveLength(streams.length);
    for (const { Properties } of streams)
      expect(entries.map(({ retentionDays = 0 }) => retentionDays * 24)).toContain(
        Properties?.["RetentionPeriodHours"],
      );
  });
});

test("every log of the catalogue has an entry for each of its places", () => {
  const inventory = logInventory(shippedConfig("production"));
  for (const { id, destinations } of LOGS)
    expect(inventory.filter(({ log }) => log === id)).toHaveLength(
      2 + destinations.length + (ARCHIVED_LOGS.includes(id) ? 1 : 0),
    );
});

test("without sinks, logs are only in their log groups, and nothing is parked", () => {
  const inventory = logInventory(configWithSinks("production"));
  expect(new Set(inventory.map(({ service }) => service))).toEqual(new Set(["CloudWatch Logs", "Amazon S3"]));
  expect(inventory.map(({ log }) => log)).not.toContain("parked events");
});

test("the form of personal data at a sink follows the redaction policy of the log", () => {
  const at = (log: string) =>
    logInventory(shippedConfig("production")).find(
      (entry) => entry.log === log && entry.service === "OpenSearch",
    )?.personalData;
  expect(at("application")).toContain("contact, network: a keyed hash");
  expect(at("audit")).toContain("network: in clear");
});

/** Whether the name of an entry, which may end with `*`, is that of a log group. */
function covers(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

test("the findings are in the inventory without text", () => {
  const entry = logInventory(shippedConfig("production")).find(
    ({ name }) => name === findingsLogGroupName("production"),
  );
  expect(entry?.personalData).toMatch(/^none/);
});

test("the archive is kept as long as Object Lock keeps its objects, and the auditor reads it", () => {
  const [lock] = resources(synthesize("production"), "AWS::S3::Bucket").flatMap(
    ({ Properties }) =>
      (
        Properties?.["ObjectLockConfiguration"] as
          { Rule: { DefaultRetention: { Days: number } } } | undefined
      )?.Rule.DefaultRetention.Days ?? [],
  );
  const entries = logInventory(shippedConfig("production")).filter(({ name }) =>
    name.startsWith("audit archive"),
  );
  expect(entries).toHaveLength(ARCHIVED_LOGS.length);
  for (const { retentionDays, readers } of entries) {
    expect(retentionDays).toBe(lock);
    expect(readers).toEqual([`${roleName("production", "auditor")} (redacted)`]);
  }
});
