import { type Log, LOGS, SINK_NAMES, type SinkName } from "../../catalog";
import { logsFor, sinksOf } from "../../config";
import { configWithSinks, shippedConfig } from "../fixtures/stacks";

test.each<[string, SinkName[]]>([
  ["development", ["opensearch", "sentry"]],
  // The environment with every sink: see productionIn.
  ["production", [...SINK_NAMES]],
  // The local platform checks the delivery to every sink.
  ["local", [...SINK_NAMES]],
])("%s has the sinks of its configuration", (environment, sinks) => {
  expect(sinksOf(shippedConfig(environment))).toEqual(sinks);
});

test("an environment of CloudWatch Logs alone has no sink, and none of its logs goes anywhere", () => {
  const sinks = sinksOf(configWithSinks("production"));
  expect(sinks).toEqual([]);
  expect(logsFor(sinks)).toEqual([]);
});

test.each(SINK_NAMES)("%s alone receives the logs the catalogue sends there", (sink) => {
  const sent = LOGS.filter(({ destinations }: Log) => destinations.includes(sink)).map(({ id }) => id);
  expect(sent).not.toEqual([]);
  expect(logsFor([sink]).map(({ id }) => id)).toEqual(sent);
});
