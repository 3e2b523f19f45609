import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LOG_METRICS, METRICS, type Metric, SINK_NAMES } from "../../catalog";
import { productionIn, type TopologyName } from "../fixtures/forwarding";
import { resources } from "../fixtures/stacks";

const architecture = readFileSync(join(__dirname, "../../docs/architecture.md"), "utf8");

const alarmsIn = (topology: TopologyName, type: string) =>
  resources(productionIn(topology), `AWS::CloudWatch::${type}`).length;

test("the page states how many alarms and custom metrics CloudWatch bills", () => {
  const metrics: readonly Metric[] = Object.values(METRICS);
  const perSink = metrics.filter(({ dimensions }) => dimensions.includes("Sink")).length;
  const others = metrics.length - perSink + Object.keys(LOG_METRICS).length;
  expect(alarmsIn("direct", "CompositeAlarm")).toBe(alarmsIn("kinesis", "CompositeAlarm"));
  expect(architecture).toContain(
    `with three sinks and a domain: ${alarmsIn("direct", "Alarm")} metric alarms (\`direct\`) or ` +
      `${alarmsIn("kinesis", "Alarm")} (\`kinesis\`), ${alarmsIn("direct", "CompositeAlarm")} composite alarms, and ` +
      `${perSink * SINK_NAMES.length + others} custom metrics (${perSink} per sink, ${others} others)`,
  );
});
