import { LOGS, type SinkName } from "../../../catalog";
import { logsFor, sinksOf } from "../../../lib/forwarding/sinks";
import { shippedConfig } from "../../fixtures/stacks";

test.each<[string, SinkName[]]>([
  ["development", ["opensearch", "sentry"]],
  ["production", ["opensearch", "sentry", "datadog"]],
])("%s has the sinks of its configuration", (environment, sinks) => {
  expect(sinksOf(shippedConfig(environment))).toEqual(sinks);
});

test("an environment of CloudWatch Logs alone has no sink, and none of its logs goes anywhere", () => {
  const sinks = sinksOf({
    ...shippedConfig("production"),
    search: { kind: "none" },
    sentry: undefined,
    datadog: undefined,
  });
  expect(sinks).toEqual([]);
  expect(logsFor(sinks)).toEqual([]);
});

test.each<[SinkName, string[]]>([
  ["opensearch", LOGS.map((log) => log.id)],
  ["sentry", ["application", "security"]],
  ["datadog", ["application", "performance"]],
])("%s alone receives the logs the catalogue sends there", (sink, ids) => {
  expect(logsFor([sink]).map(({ id }) => id)).toEqual(ids);
});
