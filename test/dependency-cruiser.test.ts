import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const PROJECT = join(__dirname, "..");
const CONFIG = join(PROJECT, ".dependency-cruiser.mjs");

interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** One module for each rule, which violates the rule. */
const BREACHES = [
  {
    what: "a type of the other function",
    rule: "may-import: lambda/replay",
    from: "lambda/replay/handler.ts",
    source: `import type { Settings } from "../forwarder/settings";`,
    to: "lambda/forwarder/settings.ts",
  },
  {
    what: "a type of the configuration in the catalogue",
    rule: "may-import: catalog",
    from: "catalog/logs.ts",
    source: `import type { Config } from "../config/schema";`,
    to: "config/schema.ts",
  },
  {
    what: "a construct of search in storage",
    rule: "may-import: lib/storage",
    from: "lib/storage/log-group.ts",
    source: `import { Domain } from "../search/domain";`,
    to: "lib/search/domain.ts",
  },
  {
    what: "a construct in the local platform",
    rule: "may-import: local",
    from: "local/main.ts",
    source: `import { Key } from "../lib/storage/key";`,
    to: "lib/storage/key.ts",
  },
  {
    what: "a construct in the simulation",
    rule: "may-import: test/simulation",
    from: "test/simulation/main.ts",
    source: `import { Key } from "../../lib/storage/key";`,
    to: "lib/storage/key.ts",
  },
  {
    what: "a test's fixture in a script",
    rule: "may-import: scripts",
    from: "scripts/test.ts",
    source: `import { stacks } from "../test/fixtures/stacks";`,
    to: "test/fixtures/stacks.ts",
  },
  {
    what: "an import in a folder without a row in the table",
    rule: "has-a-row",
    from: "tools/new.ts",
    source: `import { LOGS } from "../catalog";`,
    to: "catalog/index.ts",
  },
  {
    what: "a value of a function in a construct",
    rule: "lib-takes-types-from-lambda",
    from: "lib/search/domain.ts",
    source: `import { NAMES } from "../../lambda/shared/search-engine-variables";`,
    to: "lambda/shared/search-engine-variables.ts",
  },
  {
    what: "an import of the CDK in a script",
    rule: "cdk-in-lib-and-bin",
    from: "scripts/bundle.ts",
    source: `import type { Construct } from "constructs";`,
    to: "node_modules/constructs/index.js",
  },
  {
    what: "a transitive import of the CDK through a construct",
    rule: "cdk-out-of-reach",
    from: "ops/redact/redact.ts",
    source: `import { Key } from "../../lib/storage/key";`,
    to: "node_modules/aws-cdk-lib/index.js",
  },
  {
    what: "a transitive import of zod through the catalogue",
    rule: "zod-out-of-reach",
    from: "lambda/forwarder/handler.ts",
    source: `import { record } from "../../catalog/record";`,
    to: "node_modules/zod/index.js",
  },
  {
    what: "a cycle of type imports",
    rule: "no-circular",
    from: "config/load.ts",
    source: `import type { Problem } from "./problem"; export interface Loaded { problem: Problem }`,
    to: "config/problem.ts",
  },
  {
    what: "a module that no entry point imports",
    rule: "no-orphans",
    from: "lambda/redaction/unused.ts",
    source: `import { LOGS } from "../../catalog";`,
    to: "lambda/redaction/unused.ts",
  },
  {
    what: "a fixture that no test imports",
    rule: "no-orphans-in-test",
    from: "test/fixtures/unused.ts",
    source: `import { LOGS } from "../../catalog";`,
    to: "test/fixtures/unused.ts",
  },
  {
    what: "a missing module",
    rule: "not-to-unresolvable",
    from: "ops/statistics.ts",
    source: `import { count } from "./count";`,
    to: "./count",
  },
  {
    what: "a package that package.json does not list",
    rule: "not-to-unlisted",
    from: "scripts/render-docs.ts",
    source: `import { render } from "unlisted";`,
    to: "node_modules/unlisted/index.js",
  },
];

/** Imports that the rules allow. */
const ALLOWED: Readonly<Record<string, string>> = {
  "catalog/index.ts": "export const LOGS = [];",
  "catalog/record.ts": `import { z } from "zod";`,
  "config/schema.ts": `import { LOGS } from "../catalog";`,
  "config/problem.ts": `import type { Loaded } from "./load"; export interface Problem { loaded: Loaded }`,
  "lambda/forwarder/settings.ts": "export interface Settings {}",
  "lambda/search-content/content-digest.ts": `import { LOGS } from "../../catalog";`,
  "lambda/shared/search-engine-variables.ts": `import type { Log } from "../../catalog";`,
  "lib/storage/key.ts": `import { Stack } from "aws-cdk-lib";`,
  "lib/search/search-content.ts": `
    import type { Config } from "../../config/schema";
    import { digest } from "../../lambda/search-content/content-digest";
    import type { Variables } from "../../lambda/shared/search-engine-variables";
    import { Key } from "../storage/key";`,
  "test/fixtures/stacks.ts": `import { Key } from "../../lib/storage/key";`,
  "test/lib/key.test.ts": `import { stacks } from "../fixtures/stacks"; import { build } from "bundler";`,
};

const PACKAGES = {
  dependencies: { "aws-cdk-lib": "*", constructs: "*", zod: "*" },
  devDependencies: { bundler: "*" },
};

let folder = "";
let violations: readonly Violation[] = [];
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "inventorysync-imports-")));
  plant("package.json", JSON.stringify(PACKAGES));
  for (const name of ["aws-cdk-lib", "constructs", "zod", "bundler", "unlisted"])
    plant(`node_modules/${name}/index.js`, "");
  for (const [path, source] of Object.entries(ALLOWED)) plant(path, source);
  for (const { from, source } of BREACHES) plant(from, source);
  violations = cruise(folder);
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each(BREACHES)("$what is reported as $rule", ({ rule, from, to }) => {
  expect(violations).toContainEqual({ rule, from, to });
});

test("an import that the rules allow is not reported", () => {
  const ofModules = violations.filter(({ rule }) => !/^no-(?:orphans|circular)/.test(rule));
  expect(ofModules.filter(({ from }) => from in ALLOWED)).toEqual([]);
});

test("every folder in the table exists", () => {
  const folders = tableEntries().map((entry) => (entry.endsWith(".ts") ? dirname(entry) : entry));
  expect(folders.length).toBeGreaterThan(20);
  expect(folders.filter((entry) => !existsSync(join(PROJECT, entry)))).toEqual([]);
});

/** The folders of the table's rows and of their imports. */
function tableEntries(): readonly string[] {
  // In a separate process: Jest cannot load an ES module.
  const print = `import { MAY_IMPORT } from ${JSON.stringify(CONFIG)}; console.log(JSON.stringify(MAY_IMPORT));`;
  const table = JSON.parse(node(["--input-type=module", "--eval", print], PROJECT)) as Record<
    string,
    string[]
  >;
  return [...Object.keys(table), ...Object.values(table).flat()];
}

/** What dependency-cruiser reports for a folder with this project's rules. */
function cruise(cwd: string): readonly Violation[] {
  const command = join(PROJECT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const { summary } = JSON.parse(node([command, "--config", CONFIG, "--output-type", "json", "."], cwd)) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

function node(args: readonly string[], cwd: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (stdout === "")
    throw new Error(`node ${args.join(" ")} printed nothing to standard output; standard error: ${stderr}`);
  return stdout;
}

function plant(path: string, source: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), source);
}
