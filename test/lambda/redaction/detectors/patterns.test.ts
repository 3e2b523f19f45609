import { join } from "node:path";
import { runProgram } from "../../../fixtures/run-program";

const ROOT = join(__dirname, "../../../..");

/** In a process of its own: recheck computes much, and takes ten times as long inside jest. */
test("recheck finds no pattern that a text can hold up", () => {
  const { status, stderr } = runProgram(process.execPath, ["--import", "tsx", "scripts/check-patterns.ts"], {
    cwd: ROOT,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
