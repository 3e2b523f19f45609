import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appendEntry, checkIndex, hashReports, reportProblems } from "../../../ops/report/evidence";
import { evidencePeriod } from "../../../ops/report/evidence/evidence-period";
import { runProgram } from "../../fixtures/run-program";

const PROJECT = join(__dirname, "../../..");
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "inventorysync-evidence-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const DAYS = ["2026-11-06", "2026-11-13", "2026-11-27"];
const INDEX = DAYS.reduce((text, day) => appendEntry(text, entryOf(day)), "");
const LINES = INDEX.trim().split("\n");

test("an appended index is intact", () => {
  const { entries, problems } = checkIndex(INDEX);
  expect(problems).toEqual([]);
  expect(entries.map(({ at }) => at.slice(0, 10))).toEqual(DAYS);
});

test("a changed, removed, inserted or moved line breaks the chain", () => {
  const [first = "", second = "", third = ""] = LINES;
  const damaged = {
    changed: [first.replace("success", "failure"), second, third],
    removed: [first, third],
    inserted: [first, first, second, third],
    moved: [second, first, third],
  };
  for (const [damage, lines] of Object.entries(damaged))
    expect(`${damage}: ${checkIndex(lines.join("\n")).problems[0] ?? ""}`).toMatch(
      /: line \d: previous is [0-9a-f]{64}, expected [0-9a-f]{64}, the hash of the line before/,
    );
});

test.each([
  ["no JSON", /^line 1: the entry: /],
  [
    JSON.stringify({ ...entryOf("2026-11-06"), previous: "0".repeat(64), commit: "main" }),
    /^line 1: commit: expected a commit/,
  ],
  [JSON.stringify({ ...entryOf("2026-11-06"), previous: "0".repeat(64), checks: [] }), /^line 1: checks: /],
])("the line %s is not of the schema", (line, problem) => {
  expect(checkIndex(line).problems[0]).toMatch(problem);
});

test("an entry that is older than the one before, or of another environment, is a problem", () => {
  const older = appendEntry(INDEX, entryOf("2026-11-01"));
  expect(checkIndex(older).problems).toEqual([
    "line 4: at is 2026-11-01T05:41:00.000Z, before 2026-11-27T05:41:00.000Z of the line above",
  ]);
  const other = appendEntry(INDEX, { ...entryOf("2026-12-01"), environment: "staging" });
  expect(checkIndex(other).problems).toEqual([
    "line 4: environment is staging, expected production as above",
  ]);
});

test("a report that is missing, changed or added is a problem of its entry", () => {
  mkdirSync(join(folder, "guard"));
  for (const name of ["drift.txt", "guard/report.md", "sbom.json"]) writeFileSync(join(folder, name), name);
  const entry = { ...entryOf("2026-11-27"), previous: "0".repeat(64), reports: hashReports(folder) };
  expect(entry.reports.map(({ file }) => file)).toEqual(["drift.txt", "guard/report.md", "sbom.json"]);
  expect(reportProblems(folder, entry)).toEqual([]);
  rmSync(join(folder, "sbom.json"));
  writeFileSync(join(folder, "drift.txt"), "changed");
  writeFileSync(join(folder, "new.txt"), "new");
  expect(reportProblems(folder, entry)).toEqual([
    expect.stringMatching(/drift\.txt has the hash .+, expected .+ of the entry of 2026-11-27/) as string,
    expect.stringMatching(/sbom\.json is missing/) as string,
    expect.stringMatching(/new\.txt is not in the entry/) as string,
  ]);
});

test("the period has its runs, those that did not succeed, and the longest gap", () => {
  const failed = { ...entryOf("2026-11-28"), checks: [{ name: "rules", result: "failure" as const }] };
  expect(evidencePeriod(checkIndex(appendEntry(INDEX, failed)).entries)).toMatchObject({
    from: "2026-11-06T05:41:00.000Z",
    to: "2026-11-28T05:41:00.000Z",
    runs: 4,
    unsuccessful: 1,
    longestGapDays: 14,
  });
  expect(evidencePeriod([])).toBeUndefined();
});

test("the command appends to an intact index, verifies it, and refuses a damaged one", () => {
  const index = join(folder, "index.jsonl");
  const reports = join(folder, "reports");
  mkdirSync(reports);
  writeFileSync(join(reports, "drift.txt"), "no drift");
  expect(append(index, reports).status).toBe(0);
  expect(append(index, reports).status).toBe(0);
  expect(evidence("verify", "--index", index, "--reports", reports)).toMatchObject({ status: 0 });

  writeFileSync(index, readFileSync(index, "utf8").replace("success", "failure"));
  const { status, stderr } = evidence("verify", "--index", index);
  expect(stderr).toMatch(/index\.jsonl is not intact:\n {2}line 2: previous is/);
  expect(status).toBe(1);
  expect(append(index, reports).status).toBe(1);
});

function append(index: string, reports: string) {
  return evidence(
    ...["append", "--index", index, "--environment", "production", "--commit", COMMIT],
    ...["--reports", reports, "--check", "rules=success", "--check", "drift=failure"],
  );
}

function evidence(...args: readonly string[]) {
  const program = [join(PROJECT, "scripts/run.cjs"), "scripts/evidence.ts", ...args];
  return runProgram(process.execPath, program, { cwd: PROJECT });
}

function entryOf(day: string) {
  return {
    at: `${day}T05:41:00.000Z`,
    environment: "production",
    commit: COMMIT,
    checks: [{ name: "rules", result: "success" as const }],
    reports: [{ file: "drift.txt", sha256: "ab".repeat(32) }],
  };
}
