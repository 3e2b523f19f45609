import { join } from "node:path";
import { shared } from "../../jest.config.mjs";

/**
 * Runs the tests of one folder for each mutant. `npm run mutate` adds the test file.
 *
 * @type {import("jest").Config}
 */
export default {
  ...shared,
  rootDir: "../..",
  roots: ["<rootDir>/catalog", "<rootDir>/lambda", "<rootDir>/local/intakes", "<rootDir>/test"],
  // Stryker ends a mutant that hangs. A test must not fail because the machine is busy.
  testTimeout: 30 * 60_000,
  testEnvironment: join(import.meta.dirname, "fail-fast-environment.mjs"),
};
