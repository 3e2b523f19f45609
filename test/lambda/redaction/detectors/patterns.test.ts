import { join } from "node:path";
import { runProgram } from "../../../fixtures/run-program";

const ROOT = join(__dirname, "../../../..");

/** In a separate process: recheck is CPU-bound, and ten times slower inside Jest. */
test("recheck finds no pattern with catastrophic backtracking", () => {
  const { status, stderr } = runProgram(process.execPath, ["--import", "tsx", "scripts/check-patterns.ts"], {
    cwd: ROOT,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
