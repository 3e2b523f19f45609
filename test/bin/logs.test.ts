import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import packageJson from "../../package.json";
import { runProgram } from "../fixtures/run-program";

const PROJECT = join(__dirname, "../..");

describe("the packed command line, installed in an empty folder", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "logs-packed-"));
    const packed = runProgram("npm", ["pack", "--pack-destination", folder], { cwd: PROJECT });
    expect(packed).toMatchObject({ status: 0 });
    const [tarball = ""] = readdirSync(folder);
    // Without dependencies, so it downloads nothing.
    const installed = runProgram("npm", ["install", "--offline", "--no-save", `./${tarball}`], {
      cwd: folder,
    });
    expect(installed).toMatchObject({ status: 0 });
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const logs = (...args: readonly string[]) =>
    runProgram(join(folder, "node_modules/.bin/logs"), args, { cwd: folder });

  test("lists its commands", () => {
    const { status, stdout } = logs("--help");
    expect(status).toBe(0);
    expect(stdout).toContain("redact");
  });

  test("names its version", () => {
    expect(logs("--version")).toEqual({ status: 0, stdout: `${packageJson.version}\n`, stderr: "" });
  });

  test("has the configuration of the environments", () => {
    const { status, stderr } = logs(
      "redact",
      "--environment",
      "prodution",
      join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? ""),
    );
    expect(status).toBe(2);
    expect(stderr).toMatch(/production/);
  });

  test("lists its commands without loading the schema of the configuration, which takes most of the start", () => {
    const modules = filesToStart(join(folder, "node_modules/inventorysync-logging/dist/logs"), "logs.mjs");
    expect(modules.size).toBeGreaterThan(1);
    for (const [file, code] of modules)
      expect({ file, zod: code.includes("ZodType") }).toEqual({ file, zod: false });
  });

  const shell = (script: string) =>
    runProgram("bash", ["-c", `set -o pipefail; ${script}`, "bash", join(folder, "node_modules/.bin/logs")]);

  test("ends without an error if the reader has closed the pipe", () => {
    expect(shell('"$1" query production | true')).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  test("explains in one sentence that the output cannot be written", () => {
    const { status, stderr } = shell('"$1" --help > /dev/full');
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/^standard output cannot be written: ENOSPC[^\n]+\n$/) as string,
    });
  });

  test("estimates a cost without a checkout and without AWS", () => {
    const { status, stdout } = logs("cost", "production", "--gib-per-day", "1", "--json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ environment: "production" });
  });
});

/** The bundled files that Node.js loads before a command runs: all but those of dynamic imports. */
function filesToStart(
  dist: string,
  file: string,
  files = new Map<string, string>(),
): ReadonlyMap<string, string> {
  if (files.has(file)) return files;
  const code = readFileSync(join(dist, file), "utf8");
  files.set(file, code);
  for (const [, imported = ""] of code.matchAll(/\b(?:from|import)"\.\/([^"]+)"/g))
    filesToStart(dist, imported, files);
  return files;
}
