/**
 * `npm test [-- jest arguments]`: runs every test this machine can run, and says what it left out and why.
 * With CI=true leaving anything out is a failure.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { missingPrerequisites } from "../local/startup/prerequisites";

const missing = missingPrerequisites({ withSearch: true });
const inCi = process.env["CI"] === "true";

for (const { message } of missing) process.stderr.write(`integration tests are left out: ${message}\n`);
if (missing.length > 0 && inCi) {
  process.stderr.write("in CI nothing may be left out: install what is missing\n");
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
  // The JSON goes to the file, what a person reads to standard error.
  {
    stdio: ["inherit", "ignore", "inherit"],
    // Which Node an SDK will need next year is no result of a test.
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  },
);
process.exit(status ?? 1);
