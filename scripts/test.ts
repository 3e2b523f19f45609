/**
 * `npm test [-- jest arguments]`: runs all tests that this machine can run, and prints which are skipped and why. With
 * CI=true, skipped tests are a failure.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { checkPrerequisites, missing } from "../local/startup/prerequisites";
import { CHROMIUM_REQUIREMENT, findChromium } from "./chromium";
import {
  findShellcheck,
  findSystemdAnalyze,
  SHELLCHECK_REQUIREMENT,
  SYSTEMD_ANALYZE_REQUIREMENT,
} from "./host-file-checkers";
import {
  findLogrotate,
  findMountPrefix,
  LOGROTATE_REQUIREMENT,
  MOUNT_REQUIREMENT,
} from "./rotation-requirements";

async function main(): Promise<number> {
  const unfulfilled = missing(await checkPrerequisites({ withSearch: true }));
  const inCi = process.env["CI"] === "true";

  const skipped = [
    ...unfulfilled.map(
      ({ name, required, found, remedy = "" }) =>
        `the integration tests are skipped: ${name}: needs ${required}, found ${found}; ${remedy}`,
    ),
    ...(findChromium() === undefined ? [`the tests in a browser are skipped: ${CHROMIUM_REQUIREMENT}`] : []),
    ...(findLogrotate() === undefined
      ? [`the tests of log rotation are skipped: ${LOGROTATE_REQUIREMENT}`]
      : []),
    ...(findShellcheck() === undefined
      ? [`the check of shell scripts is skipped: ${SHELLCHECK_REQUIREMENT}`]
      : []),
    ...(findSystemdAnalyze() === undefined
      ? [`the check of systemd units is skipped: ${SYSTEMD_ANALYZE_REQUIREMENT}`]
      : []),
  ];
  if (findMountPrefix() === undefined)
    process.stderr.write(`the test of a full disk is skipped: ${MOUNT_REQUIREMENT}\n`);

  for (const reason of skipped) process.stderr.write(`${reason}\n`);
  if (skipped.length > 0 && inCi) {
    process.stderr.write("with CI=true no test may be skipped; install the missing programs\n");
    return 1;
  }

  mkdirSync(".work", { recursive: true });
  const projects = unfulfilled.length > 0 ? ["unit"] : ["unit", "integration"];
  const { status } = spawnSync(
    process.execPath,
    [
      require.resolve("jest/bin/jest"),
      "--selectProjects",
      ...projects,
      "--json",
      "--outputFile=.work/test-results.json",
      ...process.argv.slice(2),
    ],
    // The JSON goes to the file, the readable report to standard error.
    {
      stdio: ["inherit", "ignore", "inherit"],
      // This warning of the AWS SDK is not a test result.
      env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    },
  );
  return status ?? 1;
}

void main().then((code) => process.exit(code));
