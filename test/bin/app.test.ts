import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../fixtures/run-program";

const PROJECT = join(__dirname, "../..");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "inventorysync-app-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("a configuration with three mistakes", () => {
  const run = () =>
    app({
      environment: "trial",
      region: "us-east-1",
      retentionDays: { application: 31 },
      search: { kind: "none" },
      alarms: { errorSpike: 0 },
      loglevel: "INFO",
    });

  test("prints one report of all three mistakes, and nothing else", () => {
    const { stderr } = run();
    expect(stderr).toMatch(/^the configuration has 3 problems/);
    expect(stderr).toContain("retentionDays.application");
    expect(stderr).toContain("alarms.errorSpike");
    expect(stderr).toContain("loglevel");
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test("exits with 1 and writes no cloud assembly", () => {
    expect(run().status).toBe(1);
    expect(existsSync(join(outdir(), "manifest.json"))).toBe(false);
  });
});

describe("a valid configuration", () => {
  const run = () =>
    app(
      { environment: "trial", region: "eu-central-1", deletionProtection: false, search: { kind: "none" } },
      { environments: "trial" },
    );

  test("synthesizes a cloud assembly with the one environment", () => {
    const { status, stderr } = run();
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(readdirSync(outdir()).filter((name) => name.startsWith("assembly-"))).toEqual(["assembly-trial"]);
  });
});

describe.each([
  ["a syntax error", "export default { region: };", 'trial.ts:1:25: Unexpected "}"'],
  [
    "a module that does not exist",
    'export { x as default } from "./nowhere";',
    "Cannot find module './nowhere'",
  ],
  ["code that throws", 'throw new Error("no region\\nfor you");', "Error: no region"],
])("a configuration file with %s", (_, source, given) => {
  const run = () => appOf(source);

  test("is reported like any other problem, without a stack trace", () => {
    const { stdout, stderr } = run();
    expect(stderr.trimEnd().split("\n")).toEqual([
      "the configuration has 1 problem; nothing was synthesized",
      "",
      `the command line, -c config: edit ${join(folder, "trial.ts")}`,
      "",
      "  config",
      expect.stringMatching(/^ {4}given {5}\S/),
      "    accepted  a module whose default export is an environment",
    ]);
    expect(stderr).toContain(given);
    expect(stdout).toBe("");
  });

  test("exits with 1 and writes no assembly", () => {
    expect(run().status).toBe(1);
    expect(existsSync(join(outdir(), "manifest.json"))).toBe(false);
  });
});

test("an unknown environment is rejected with the known names", () => {
  const { status, stderr } = spawnApp({ environments: "prodcution" });
  expect(status).toBe(1);
  expect(stderr).toMatch(/prodcution.*production/s);
});

function app(config: object, context: Readonly<Record<string, string>> = {}) {
  return appOf(`export default ${JSON.stringify(config)};\n`, context);
}

function appOf(source: string, context: Readonly<Record<string, string>> = {}) {
  const file = join(folder, "trial.ts");
  writeFileSync(file, source);
  return spawnApp({ ...context, config: file });
}

/** Runs bin/app.ts in the way that the CDK CLI runs it. */
function spawnApp(context: Readonly<Record<string, string>>) {
  return runProgram(process.execPath, ["--import", "tsx", "bin/app.ts"], {
    cwd: PROJECT,
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      CDK_VALIDATION: process.env["CDK_VALIDATION"],
      CDK_OUTDIR: outdir(),
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, "aws:cdk:bundling-stacks": [] }),
    },
  });
}

function outdir(): string {
  return join(folder, "cdk.out");
}
