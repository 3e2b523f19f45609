import { parseSettings } from "../../../lambda/archiver/settings";

test("the settings are those of the variables", () => {
  expect(
    parseSettings({
      ENVIRONMENT: "production",
      REDACTION_KEY_SECRET_ID: "key",
      REDACTION_OVERRIDES: '{"network":{"kind":"mask"}}',
    }),
  ).toEqual({
    environment: "production",
    redactionKeySecretId: "key",
    redactionOverrides: { network: { kind: "mask" } },
  });
});

test("all missing and invalid variables are reported together", () => {
  expect(() => parseSettings({ REDACTION_OVERRIDES: "[]" })).toThrow(
    /REDACTION_OVERRIDES[\s\S]*ENVIRONMENT[\s\S]*REDACTION_KEY_SECRET_ID/,
  );
});
