import { sampleRateOf } from "../../../lib/forwarding/sample-rates";
import { sinksOf } from "../../../lib/forwarding/sinks";
import { TOPOLOGIES, environmentVariablesOf } from "../../fixtures/forwarding";
import { shippedConfig, synthesizeWith } from "../../fixtures/stacks";

type Rates = ReturnType<typeof shippedConfig>["forwarding"]["sampleRates"];

function withRates(sampleRates: Rates, topology: (typeof TOPOLOGIES)[number] = "direct") {
  const { forwarding, ...config } = shippedConfig("staging");
  return { ...config, forwarding: { ...forwarding, topology, sampleRates } };
}

test("a log of which nothing is said reaches the sinks whole", () => {
  expect(sampleRateOf(withRates({}), "application")).toBe(1);
});

test("an environment's own rate goes before the catalogue's", () => {
  expect(sampleRateOf(withRates({ performance: 0.25 }), "performance")).toBe(0.25);
});

test.each(TOPOLOGIES)("in topology %s every forwarder is told of the logs that are sampled", (topology) => {
  const { Forwarding } = synthesizeWith(
    withRates({ performance: 0.25, application: 0.5 }, topology),
  ).templates;
  const pipelineIds = topology === "kinesis" ? sinksOf(withRates({})).map((sink) => `Pipeline${sink}`) : [""];
  for (const pipelineId of pipelineIds) {
    expect(environmentVariablesOf(Forwarding, `Forwarding${pipelineId}Function`)).toMatchObject({
      SAMPLE_RATES: "application=0.5,performance=0.25",
    });
  }
});

test("a replay is told of none: what is parked was chosen already", () => {
  const { Forwarding } = synthesizeWith(withRates({ performance: 0.25 })).templates;
  expect(environmentVariablesOf(Forwarding, "ForwardingReplayFunction")).not.toHaveProperty("SAMPLE_RATES");
});

test.each<[string, Rates]>([
  ["nothing is sampled", {}],
  ["all of a log is kept, in so many words", { application: 1 }],
])("there is no variable where %s", (_, rates) => {
  const { Forwarding } = synthesizeWith(withRates(rates)).templates;
  expect(environmentVariablesOf(Forwarding, "ForwardingFunction")).not.toHaveProperty("SAMPLE_RATES");
});
