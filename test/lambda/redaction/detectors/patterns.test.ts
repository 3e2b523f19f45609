import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "../../../..");

/** In a process of its own: recheck computes much, and takes ten times as long inside jest. */
test("recheck finds no pattern that a text can hold up", () => {
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "scripts/check-patterns.ts"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
}, 180_000);
