import { appEnvironment, type EnvironmentConfig } from "../../config";
import { applicationSecrets, ENVIRONMENT_FORMATS, environmentFile } from "../../host";
import { stubProgram } from "../fixtures/host/stub-program";
import { runProgram } from "../fixtures/run-program";
import { shippedConfig } from "../fixtures/stacks";

const production = shippedConfig("production");
const SPECIAL = String.raw`a "quoted" \ $HOME ${"`id`"}`;

test("a shell and systemd read the same values", () => {
  const config = withSentryEnvironment(SPECIAL);
  const expected = Object.fromEntries(
    appEnvironment(config, "api").flatMap(({ name, value }) =>
      typeof value === "string" ? [[name, value]] : [],
    ),
  );
  const systemd = environmentFile(config, "api", { format: "systemd" });
  expect(variablesAfter(`set -a\n${systemd}`)).toMatchObject(expected);
});

test("the commands for a shell read the application's secret, and no other", () => {
  const aws = stubProgram("aws", 'echo "$@" >&2; echo https://key@sentry.example/1');
  const shell = environmentFile(production, "api", { format: "shell" });
  const variables = variablesAfter(shell, aws);
  expect(variables).toMatchObject({ SENTRY_DSN: "https://key@sentry.example/1", ENVIRONMENT: "production" });
  expect(variables).not.toHaveProperty("DATADOG_API_KEY");
});

test("a shell that ends at an error notices a secret that cannot be read", () => {
  const shell = environmentFile(production, "api", { format: "shell" });
  expect(() => variablesAfter(shell, stubProgram("aws", "echo denied >&2; exit 254"))).toThrow("denied");
});

test.each(ENVIRONMENT_FORMATS)("the release of the application is APP_VERSION (%s)", (format) => {
  const text = environmentFile(production, "api", { format, release: "4e1c2d9" });
  expect(variablesAfter(`set -a\n${text}`, stubProgram("aws", "exit 0"))).toHaveProperty(
    "APP_VERSION",
    "4e1c2d9",
  );
});

test("a variable of an absent part of the environment has no line", () => {
  const text = environmentFile(shippedConfig("development"), "api", { format: "systemd" });
  expect(text).not.toContain("DATADOG");
});

test("the application needs the secret of Sentry only", () => {
  expect(applicationSecrets(production, "api").map(({ name }) => name)).toEqual(["SENTRY_DSN"]);
});

function withSentryEnvironment(environment: string): EnvironmentConfig {
  return { ...production, sentry: { tracesSampleRate: 0.1, profilesSampleRate: 0.1, environment } };
}

/** The environment variables of a shell after it has run the text. */
function variablesAfter(text: string, path = ""): Record<string, string> {
  const print = `${process.execPath} -p 'JSON.stringify(process.env)'`;
  const env = { PATH: `${path}:/usr/bin:/bin` };
  const { stdout, stderr } = runProgram("sh", ["-euc", `${text}\n${print}`], { env });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, string>;
}
