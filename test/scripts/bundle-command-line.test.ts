import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleCommandLine } from "../../scripts/bundle-command-line";

const folder = mkdtempSync(join(tmpdir(), "command-line-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const outdir = join(folder, "bundle");

test("the bundle of the command line has the scripts of the hosts, and the runbook", () => {
  bundleCommandLine(outdir);
  const files = join(folder, "hosts");
  execFileSync(process.execPath, [join(outdir, "logs.mjs"), "host-files", "production", "--out", files]);
  expect(readdirSync(files)).toEqual(expect.arrayContaining(["doctor.sh", "install.sh"]));
  expect(readdirSync(outdir)).toContain("runbook.md");
});
