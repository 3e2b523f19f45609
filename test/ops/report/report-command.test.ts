import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../fixtures/run-program";

const PROJECT = join(__dirname, "../../..");
const AT = "2026-11-27T12:00:00.000Z";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "inventorysync-report-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("two runs on the same checkout at the same time write the same files", () => {
  const [first, second] = ["first", "second"].map((name) => join(folder, name)) as [string, string];
  const { stdout, status } = report("development", "--out", first, "--at", AT);
  expect(stdout).toMatch(/^Open findings\n {2}None\./);
  expect(status).toBe(0);
  report("development", "--out", second, "--at", AT);
  expect(readdirSync(first).sort()).toEqual([
    "assessment-results.json",
    "component-definition.json",
    "report.csv",
    "report.html",
    "report.json",
    "report.md",
  ]);
  for (const file of readdirSync(first))
    expect(readFileSync(join(second, file), "utf8")).toBe(readFileSync(join(first, file), "utf8"));
});

test("after a review date, the report has open findings, and the command fails", () => {
  const { stdout, status } = report(
    "development",
    "--out",
    join(folder, "late"),
    "--at",
    "2099-01-01T00:00:00Z",
  );
  expect(stdout).toMatch(/\d+ findings that nobody accepted/);
  expect(status).toBe(1);
});

test("an index of evidence that was changed is refused with the line", () => {
  const index = join(folder, "index.jsonl");
  writeFileSync(index, "{}\n");
  const { stderr, status } = report("development", "--evidence", index);
  expect(stderr).toMatch(/index\.jsonl is not intact: line 1: at: /);
  expect(status).toBe(2);
});

test.each([
  [["--repository", "example"], /expected a URL such as https:/],
  [["--at", "yesterday"], /expected a time such as 2026/],
  [["--evidence", "nowhere"], /--evidence is "nowhere", expected the file of an index/],
])("%j cannot run, and names the remedy", (options, message) => {
  const { stderr, status } = report("development", ...options);
  expect(stderr).toMatch(message);
  expect(status).toBe(2);
});

test("outside a checkout, it names where to run it", () => {
  const { stderr, status } = run(tmpdir(), "development");
  expect(stderr).toMatch(/contains no CDK app, .+ run the command in the root of a checkout/);
  expect(status).toBe(2);
});

function report(...args: readonly string[]) {
  return run(PROJECT, ...args);
}

function run(cwd: string, ...args: readonly string[]) {
  return runProgram(process.execPath, [join(PROJECT, "bin/logs.mjs"), "report", ...args], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: folder },
  });
}
