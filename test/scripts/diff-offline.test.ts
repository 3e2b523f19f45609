import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Stack, Stage } from "aws-cdk-lib";
import { StringParameter } from "aws-cdk-lib/aws-ssm";
import { runProgram } from "../fixtures/run-program";
import { writeStageApp } from "../fixtures/stage-app";

const SCRIPT = join(__dirname, "../../scripts/diff-offline.ts");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "inventorysync-diff-"));
  synthesize("same", { Storage: "365", Search: "same" });
  synthesize("smaller", { Storage: "365" });
  synthesize("larger", { Storage: "365", Search: "same", Access: "old" });
  // What this checkout says; the cdk.out beside it is older.
  writeStageApp(folder, { Storage: "365", Search: "same" });
  synthesize("cdk.out", { Storage: "731", Search: "same" });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("an equal cloud assembly has no difference", () => {
  const { status, output } = diff("same");
  expect(output).toContain("0 of 2 stacks differ");
  expect(status).toBe(0);
});

test("a change that an outdated cdk.out lacks is printed, and the exit code is 1", () => {
  const { status, output } = diff("cdk.out");
  expect(output).toMatch(/731[\s\S]*365/);
  expect(output).toContain("1 of 2 stacks differ");
  expect(status).toBe(1);
});

test("a checkout that does not synthesize is refused", () => {
  const { status, output } = diff("same", { APP_FAILS: "1" });
  expect(output).toContain("this checkout does not synthesize; npm run synth shows why");
  expect(status).toBe(2);
});

test.each([
  ["smaller", "production/Search is new"],
  ["larger", "production/Access was removed"],
])("compared with a %s cloud assembly, %s", (earlier, message) => {
  const { status, output } = diff(earlier);
  expect(output).toContain(message);
  expect(status).toBe(1);
});

test("a folder that is not a cloud assembly is rejected with the remedy", () => {
  const { status, output } = diff("nowhere");
  expect(output).toContain("nowhere is not a cloud assembly; create it with npm run synth");
  expect(status).toBe(2);
});

function synthesize(outdir: string, stacks: Readonly<Record<string, string>>): void {
  const app = new App({ outdir: join(folder, outdir) });
  const stage = new Stage(app, "production");
  for (const [id, stringValue] of Object.entries(stacks)) {
    new StringParameter(new Stack(stage, id), "Value", { stringValue });
  }
  app.synth();
}

function diff(earlier: string, env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = runProgram(
    process.execPath,
    ["--import", require.resolve("tsx"), SCRIPT, earlier],
    { cwd: folder, env: { PATH: process.env["PATH"], HOME: folder, ...env } },
  );
  return { status, output: stdout + stderr };
}
