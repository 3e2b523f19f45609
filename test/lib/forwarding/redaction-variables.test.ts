import { parseSettings } from "../../../lambda/forwarder/settings";
import { redactionVariables } from "../../../lib/forwarding/redaction-variables";
import { environmentVariablesOf } from "../../fixtures/forwarding";
import { shippedConfig, synthesizeWith } from "../../fixtures/stacks";

const redaction = {
  network: { kind: "keep", reason: "made up for a test" },
  contact: { kind: "mask" },
} as const;

test("an environment that says nothing of classes tells the functions nothing", () => {
  expect(redactionVariables(shippedConfig("staging"))).toEqual({});
});

test("what an environment says of classes reaches forwarder and replay, and is read there as it was said", () => {
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
