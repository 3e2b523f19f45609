import { parseSettings } from "../../../lambda/forwarder/settings";
import { redactionVariables } from "../../../lib/forwarding/redaction-variables";
import { environmentVariablesOf } from "../../fixtures/forwarding";
import { shippedConfig, synthesizeWith } from "../../fixtures/stacks";

const redaction = {
  network: { kind: "keep", reason: "made up for a test" },
  contact: { kind: "mask" },
} as const;

test("an environment without overrides sets no variable", () => {
  expect(redactionVariables(shippedConfig("staging"))).toEqual({});
});

test("the functions parse the overrides of an environment to the same value", () => {
  const { Forwarding } = synthesizeWith({ ...shippedConfig("development"), redaction }).templates;
  for (const fn of ["ForwardingFunction", "ForwardingReplayFunction"]) {
    const { REDACTION_OVERRIDES } = environmentVariablesOf(Forwarding, fn);
    const others = {
      ENVIRONMENT: "development",
      PARKING_BUCKET: "b",
      REDACTION_KEY_SECRET_ID: "k",
      SENTRY_DSN_SECRET_ID: "d",
    };
    const settings = parseSettings({ ...others, REDACTION_OVERRIDES: REDACTION_OVERRIDES as string });
    expect(settings.redactionOverrides).toEqual(redaction);
  }
});
