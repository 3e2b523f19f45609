import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../fixtures/run-program";
import { writeStageApp } from "../fixtures/stage-app";

const SCRIPT = join(__dirname, "../../scripts/synth.ts");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "inventorysync-synth-test-"));
  writeStageApp(folder, { Storage: "365", Search: "same" });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  [[], "cdk.out"],
  [["--output", "elsewhere"], "elsewhere"],
])(
  "with the options %j it ends with the stacks, the acknowledgements and the report",
  (options, assembly) => {
    const { status, stdout, stderr } = synth(options);
    expect(stdout.trimEnd().split("\n")).toEqual([
      `Synthesized 1 environment with 2 stacks to ${assembly}:`,
      "  production: Storage, Search",
      "    2 findings of cdk-nag acknowledged, with 1 distinct reason",
      `cdk-nag has no open findings; the report with the reasons is ${assembly}/validation-report.json`,
    ]);
    expect(stderr).not.toContain("Supply a stack id");
    expect(status).toBe(0);
  },
);

test("an app that fails makes it fail, without a summary", () => {
  const { status, stdout } = synth([], { APP_FAILS: "1" });
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
});

function synth(options: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return runProgram(process.execPath, ["--import", require.resolve("tsx"), SCRIPT, ...options], {
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: folder, ...env },
  });
}
