import { sinksOf } from "../../../config";
import { TOPOLOGIES, environmentVariablesOf } from "../../fixtures/forwarding";
import { shippedConfig, synthesizeWith } from "../../fixtures/stacks";

type Rates = ReturnType<typeof shippedConfig>["forwarding"]["sampleRates"];

function withRates(sampleRates: Rates, topology: (typeof TOPOLOGIES)[number] = "direct") {
  const { forwarding, ...config } = shippedConfig("staging");
  return { ...config, forwarding: { ...forwarding, topology, sampleRates } };
}

test.each(TOPOLOGIES)("in topology %s every forwarder has the sampling rates as a variable", (topology) => {
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

test("the replay has no sampling rates, because parked events have passed sampling", () => {
  const { Forwarding } = synthesizeWith(withRates({ performance: 0.25 })).templates;
  expect(environmentVariablesOf(Forwarding, "ForwardingReplayFunction")).not.toHaveProperty("SAMPLE_RATES");
});

test.each<[string, Rates]>([
  ["nothing is sampled", {}],
  ["the rate of a log is 1", { application: 1 }],
])("the variable is absent if %s", (_, rates) => {
  const { Forwarding } = synthesizeWith(withRates(rates)).templates;
  expect(environmentVariablesOf(Forwarding, "ForwardingFunction")).not.toHaveProperty("SAMPLE_RATES");
});
