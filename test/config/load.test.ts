import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError, loadEnvironments } from "../../config";
import { checkAll } from "../../config/load";
import { minimal } from "../fixtures/config/minimal";

const THREE_MISTAKES = "test/fixtures/config/three-mistakes.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "inventorysync-load-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const reportOf = (load: () => unknown): string => {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error("expected a ConfigurationError, got none");
};

test("without options the loader loads every environment of config/environments", () => {
  const names = loadEnvironments().map(({ environment }) => environment);

  expect(names).toEqual(["development", "staging", "production", "local"]);
});

test("the loader loads only the named environments, in the order of config/environments", () => {
  const names = loadEnvironments({ only: ["production", "staging"] }).map(({ environment }) => environment);

  expect(names).toEqual(["staging", "production"]);
});

test("an unknown environment name is rejected with the nearest known name", () => {
  const report = reportOf(() => loadEnvironments({ only: ["staging", "prod"] }));

  expect(report).toContain('given     "prod"');
  expect(report).toContain("nearest   production");
});

test("a secret in place of an environment name is not printed", () => {
  const secret = ["0123456789abcdef", "0123456789abcdef"].join("");

  expect(reportOf(() => loadEnvironments({ only: [secret] }))).not.toContain(secret);
});

test("a configuration file is the only environment that is loaded", () => {
  const [only, ...others] = loadEnvironments({ file: "test/fixtures/config/elsewhere.ts" });

  expect(only?.environment).toBe("elsewhere");
  expect(others).toEqual([]);
});

test("three mistakes in a file give one report that names the file", () => {
  const report = reportOf(() => loadEnvironments({ file: THREE_MISTAKES }));

  expect(report).toBe(
    [
      "the configuration has 3 problems; nothing was synthesized",
      "",
      `production: edit ${THREE_MISTAKES}`,
      "",
      "  retentionDays.audit",
      "    given     60",
      "    accepted  at least 90, because the data class of audit is audit: 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653",
      "    nearest   90",
      "",
      "  search.dataNodes.instanceType",
      '    given     "t3.medium.search"',
      "    accepted  an instance type that is not burstable: t2 and t3 do not sustain the load of production",
      "    nearest   r7g.medium.search",
      "",
      "  alarms.errorSpikes",
      "    given     a key that is not a setting",
      "    accepted  errorSpike, dailyIngestGiB, continuousTraffic, deployWindow, logAlarms, notify or runbookUrl",
      "    nearest   errorSpike",
    ].join("\n"),
  );
});

test("the problems of several environments are reported together, with one count", () => {
  const report = reportOf(() =>
    checkAll([
      { file: "one.ts", input: { ...minimal, environment: "one", region: "here" } },
      { file: "two.ts", input: { ...minimal, environment: "two" } },
      { file: "three.ts", input: { ...minimal, environment: "three", account: "12", app: { apm: "on" } } },
    ]),
  );

  expect(report).toMatch(/^the configuration has 3 problems;/);
  expect(report).toContain("one: edit one.ts");
  expect(report).not.toContain("two.ts");
  expect(report).toContain("three: edit three.ts");
});

test("the report of one problem uses the singular", () => {
  const report = reportOf(() => checkAll([{ file: "one.ts", input: { ...minimal, region: "here" } }]));

  expect(report).toMatch(/^the configuration has 1 problem;/);
});

test("the environment name of another file is rejected", () => {
  const report = reportOf(() =>
    checkAll([
      { file: "one.ts", input: minimal },
      { file: "copy.ts", input: minimal },
    ]),
  );

  expect(report).toContain("test: edit copy.ts");
  expect(report).toContain("accepted  a unique name; one.ts has the same one");
});

test("a missing file is rejected", () => {
  expect(reportOf(() => loadEnvironments({ file: "no/such/file.ts" }))).toContain(
    'given     "no/such/file.ts"',
  );
});

test("a module without a default export is rejected", () => {
  expect(reportOf(() => loadEnvironments({ file: "test/fixtures/config/minimal.ts" }))).toContain(
    "accepted  a module whose default export is an environment",
  );
});

test("a file that throws is refused, and a secret in its message is not shown", () => {
  const secret = ["0123456789abcdef", "0123456789abcdef"].join("");
  const file = join(folder, "throws.ts");
  writeFileSync(file, `throw new Error("refused ${secret}");`);

  const report = reportOf(() => loadEnvironments({ file }));

  expect(report).toContain("given     a file whose import fails: (");
  expect(report).not.toContain(secret);
});
