import { parseSettings } from "../../../lambda/forwarder/settings";
import { treatments } from "../../../lib/forwarding/treatments";
import { variablesOf } from "../../fixtures/forwarding";
import { shipped, synthesizeWith } from "../../fixtures/stacks";

const redaction = {
  network: { kind: "keep", reason: "made up for a test" },
  contact: { kind: "mask" },
} as const;

test("an environment that says nothing of classes tells the functions nothing", () => {
  expect(treatments(shipped("staging"))).toEqual({});
});

test("what an environment says of classes reaches forwarder and replay, and is read there as it was said", () => {
  const { Forwarding } = synthesizeWith({ ...shipped("development"), redaction }).templates;
  for (const fn of ["ForwarderFunction", "ForwarderReplayFunction"]) {
    const { REDACTION_TREATMENTS } = variablesOf(Forwarding, fn);
    const others = {
      ENVIRONMENT: "development",
      PARKING_BUCKET: "b",
      REDACTION_KEY_SECRET_ID: "k",
      SENTRY_DSN_SECRET_ID: "d",
    };
    const settings = parseSettings({ ...others, REDACTION_TREATMENTS: REDACTION_TREATMENTS as string });
    expect(settings.treatments).toEqual(redaction);
  }
});
