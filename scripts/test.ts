/**
 * `npm test [-- jest arguments]`: runs all tests that this machine can run, and prints which are skipped and why. With
 * CI=true, skipped tests are a failure.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { missingPrerequisites } from "../local/startup/prerequisites";
import { CHROMIUM_REQUIREMENT, findChromium } from "./chromium";

const missing = missingPrerequisites({ withSearch: true });
const inCi = process.env["CI"] === "true";

const skipped = [
  ...missing.map(({ message }) => `the integration tests are skipped: ${message}`),
  ...(findChromium() === undefined ? [`the tests in a browser are skipped: ${CHROMIUM_REQUIREMENT}`] : []),
];

for (const reason of skipped) process.stderr.write(`${reason}\n`);
if (skipped.length > 0 && inCi) {
  process.stderr.write("with CI=true no test may be skipped; install the missing programs\n");
  process.exit(1);
}

mkdirSync(".work", { recursive: true });
const projects = missing.length > 0 ? ["unit"] : ["unit", "integration"];
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
process.exit(status ?? 1);
