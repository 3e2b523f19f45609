import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../fixtures/run-program";

const PROJECT = join(__dirname, "../..");
const COPIED = [
  "bench",
  "bin",
  "catalog",
  "host",
  "config",
  "controls",
  "docs",
  "lambda",
  "lib",
  "local",
  "ops",
  "scripts",
  ".prettierrc.json",
  "cdk.json",
  "package.json",
];
const TSX = ["--import", "tsx"];

const COMMANDS: readonly (readonly [string, readonly string[]])[] = [
  ["cdk synth", [require.resolve("aws-cdk/bin/cdk"), "synth", "--quiet"]],
  ["npm run synth", [...TSX, "scripts/synth.ts"]],
  ["npx logs diff", ["bin/logs.mjs", "diff", "production", "--base", "earlier"]],
  ["npm run local", [...TSX, "local/main.ts", "--once", "--without-search"]],
  ["npm run docs", [...TSX, "scripts/render-docs.ts"]],
  ["npx logs", ["bin/logs.mjs", "env", "production"]],
];

/** A copy of this project with its dependencies, so that an environment file can be broken. */
let copy = "";
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "inventorysync-broken-"));
  for (const path of COPIED) cpSync(join(PROJECT, path), join(copy, path), { recursive: true });
  symlinkSync(join(PROJECT, "node_modules"), join(copy, "node_modules"));
  cpSync(join(PROJECT, "test/fixtures/config"), join(copy, "test/fixtures/config"), { recursive: true });
  cpSync(join(PROJECT, "package.json"), join(copy, "earlier/manifest.json"));
});
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});
afterEach(() => {
  cpSync(join(PROJECT, "config/environments"), join(copy, "config/environments"), { recursive: true });
});

test.each(COMMANDS)("%s reports a syntax error in an environment file, without a stack trace", (_, args) => {
  breakEnvironment("staging", "export default {\n  region: };");

  const output = run(args);

  expect(output).toContain("staging: edit config/environments/staging.ts");
  expect(output).toMatch(
    /given {5}a file whose import fails: .+config\/environments\/staging\.ts:2:10: Unexpected "\}"/,
  );
  expect(output).toContain("accepted  a module whose default export is an environment");
  expect(output).not.toMatch(/^\s+at /m);
});

test.each([
  [
    "code that throws",
    '\nthrow new Error("no region");',
    /config\/environments\/staging\.ts:2:\d+: Error: no region/,
  ],
  ["an import of a missing module", 'import "./nowhere";', /Cannot find module '\.\/nowhere'/],
  ["no default export", "export const staging = {};", /a module without a default export/],
])("an environment file with %s is reported, without a stack trace", (_, source, given) => {
  breakEnvironment("staging", source);

  const output = run([...TSX, "bin/app.ts"]);

  expect(output).toContain("staging: edit config/environments/staging.ts");
  expect(output).toMatch(given);
  expect(output).not.toMatch(/^\s+at /m);
});

test("two broken environments and an invalid one give one report", () => {
  breakEnvironment("development", "export default {");
  breakEnvironment("local", "throw undefined;");
  breakEnvironment("staging", "export default {};");

  const output = run([...TSX, "bin/app.ts"]);

  expect(output).toMatch(/^the configuration has \d problems;/);
  for (const name of ["development", "staging", "local"])
    expect(output).toContain(`edit config/environments/${name}.ts`);
});

function breakEnvironment(name: string, source: string): void {
  writeFileSync(join(copy, "config/environments", `${name}.ts`), source);
}

/** Runs a command that is expected to fail. @returns its whole output */
function run(args: readonly string[]): string {
  const { status, stdout, stderr } = runProgram(process.execPath, args, {
    cwd: copy,
    env: { PATH: process.env["PATH"], HOME: copy },
  });
  expect(status).not.toBe(0);
  return stderr + stdout;
}
