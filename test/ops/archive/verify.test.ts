import { runOperatorCommand } from "../../fixtures/run-operator-command";

test("an environment without an archive is refused with the setting that adds one", async () => {
  const { exitCode, err } = await runOperatorCommand(["verify", "staging"]);
  expect(exitCode).toBe(2);
  expect(err).toContain(
    "staging has no audit archive; the setting archive in config/environments/staging.ts adds one",
  );
});
