import { type EnvironmentConfig, sampleRateOf } from "../../config";
import { shippedConfig } from "../fixtures/stacks";

function withRates(sampleRates: EnvironmentConfig["forwarding"]["sampleRates"]) {
  return { forwarding: { ...shippedConfig("staging").forwarding, sampleRates } };
}

test("a log without a sampling rate reaches the sinks completely", () => {
  expect(sampleRateOf(withRates({}), "application")).toBe(1);
});

test("the environment's sampling rate takes precedence over the catalogue's", () => {
  expect(sampleRateOf(withRates({ performance: 0.25 }), "performance")).toBe(0.25);
});
