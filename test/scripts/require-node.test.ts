import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transformSync } from "esbuild";
import packageJson from "../../package.json";
import { runProgram } from "../fixtures/run-program";

/** Runs the check as a Node.js of this version would. */
function checkVersion(version: string) {
  const program = `
    Object.defineProperty(process.versions, "node", { value: ${JSON.stringify(version)} });
    require("./scripts/require-node.cjs");
    console.log("continues");`;
  return runProgram(process.execPath, ["--eval", program]);
}

test.each(["12.22.12", "18.20.8", "20.9.0", "20.18.3"])("Node.js %s exits with the remedy", (version) => {
  const { status, stdout, stderr } = checkVersion(version);
  expect(stderr).toMatch(
    new RegExp(
      String.raw`^Node\.js ${version} \(.+\) is too old: .+ requires Node\.js 20\.19 or later; .+\n$`,
    ),
  );
  expect([status, stdout]).toEqual([1, ""]);
});

test.each(["20.19.0", "20.20.2", "22.4.0", "26.0.0"])("Node.js %s continues", (version) => {
  const { status, stdout, stderr } = checkVersion(version);
  expect([status, stdout, stderr]).toEqual([0, "continues\n", ""]);
});

test.each(["require-node.cjs", "run.cjs"])("an old Node.js can parse %s", (file) => {
  const source = readFileSync(`scripts/${file}`, "utf8");
  expect(() => transformSync(source, { target: "es5" })).not.toThrow();
});

test("every script of package.json that runs this project's code checks the version first", () => {
  const scripts = Object.entries(packageJson.scripts);
  const unchecked = scripts.filter(([, text]) => !/^node scripts\/(?:run|require-node)\.cjs /.test(text));
  expect(unchecked.map(([name]) => name).sort()).toEqual(
    // The compiler supports older versions; the CDK runs the app, and `check` and `prepack` run scripts, which check it.
    ["check", "deploy", "diff", "prepack", "types"],
  );
});

test("without installed packages, the remedy is npm ci", () => {
  const folder = mkdtempSync(join(tmpdir(), "inventorysync-run-"));
  try {
    cpSync("package.json", join(folder, "package.json"));
    for (const file of ["require-node.cjs", "run.cjs"])
      cpSync(`scripts/${file}`, join(folder, "scripts", file));
    const { status, stderr } = runProgram(process.execPath, ["scripts/run.cjs", "local/main.ts"], {
      cwd: folder,
    });
    expect(stderr).toBe("the packages of this project are not installed; run `npm ci` first\n");
    expect(status).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
