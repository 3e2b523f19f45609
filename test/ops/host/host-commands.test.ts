import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { doctorScript, hostFiles, installScript } from "../../../host";
import { runProgram } from "../../fixtures/run-program";
import { shippedConfig } from "../../fixtures/stacks";

const LOGS = join(__dirname, "../../../bin/logs.mjs");
const production = shippedConfig("production");

let out: string;
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), "host-files-"));
});
afterEach(() => {
  rmSync(out, { recursive: true });
});

test("host-files writes every file of a host, and the script that installs them", () => {
  expect(logs("host-files", "production", "--out", out).status).toBe(0);
  for (const { path, content } of hostFiles(production, "api"))
    expect(readFileSync(join(out, "files", path), "utf8")).toBe(content);
  expect(readFileSync(join(out, "install.sh"), "utf8")).toBe(installScript(production, "api"));
  expect(readFileSync(join(out, "doctor.sh"), "utf8")).toBe(doctorScript(production, "api"));
  expect(statSync(join(out, "install.sh")).mode & 0o111).toBe(0o111);
});

test("env prints the variables for systemd", () => {
  const { stdout } = logs("env", "production");
  expect(stdout.split("\n")).toEqual(
    expect.arrayContaining(["ENVIRONMENT=production", "CLOUDWATCH_STREAM_NAME=inventorysync-api"]),
  );
  expect(stdout).not.toMatch(/^SENTRY_DSN=/m);
});

test("env prints commands for a shell, with the release", () => {
  const { stdout } = logs("env", "production", "--format", "shell", "--release", "4e1c2d9");
  const lines = stdout.trimEnd().split("\n");
  expect(lines.filter((line) => !/^(?:export \w+=|# )/.test(line))).toEqual([
    expect.stringMatching(/^SENTRY_DSN=\$\(aws secretsmanager get-secret-value .+\)$/),
    "export SENTRY_DSN",
  ]);
  expect(lines.at(-1)).toBe("export APP_VERSION=4e1c2d9");
});

test("env --json has the variables, and the names of the secrets", () => {
  const { stdout } = logs("env", "production", "--json", "--release", "4e1c2d9");
  expect(JSON.parse(stdout)).toMatchObject({
    variables: { ENVIRONMENT: "production", APP_VERSION: "4e1c2d9" },
    secrets: { SENTRY_DSN: "inventorysync/production/sentry-dsn" },
  });
});

test("host-files --json has the paths of the files that it wrote", () => {
  const { files } = JSON.parse(logs("host-files", "production", "--json", "--out", out).stdout) as {
    readonly files: readonly string[];
  };
  expect(files).toContain(join(out, "install.sh"));
  for (const file of files) expect(statSync(file).isFile()).toBe(true);
});

test.each([["env"], ["host-files"]])("%s names the environments if one does not exist", (command) => {
  const { status, stderr } = logs(command, "prodction", ...(command === "env" ? [] : ["--out", out]));
  expect(status).toBe(2);
  expect(stderr).toContain("nearest   production");
});

test("an unknown host group is an error, and writes nothing", () => {
  const { status, stderr } = logs("host-files", "production", "--group", "apy", "--out", out);
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'unknown host group "apy" in production, expected api; did you mean "api"?\n',
  });
  expect(readdirSync(out)).toEqual([]);
});

function logs(...args: readonly string[]) {
  return runProgram(process.execPath, [LOGS, ...args]);
}
