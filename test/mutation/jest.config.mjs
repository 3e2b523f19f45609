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
  testEnvironment: join(import.meta.dirname, "fail-fast-environment.mjs"),
};
