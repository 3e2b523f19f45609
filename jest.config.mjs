const shared = {
  testEnvironment: "node",
  setupFiles: ["<rootDir>/test/without-template-validation.ts"],
  // Fetched engines and emulators are there, with package.json files of their own.
  modulePathIgnorePatterns: ["<rootDir>/.work/"],
  transform: { "^.+\\.[tj]s$": "@swc/jest" },
  // Published as ES modules only; jest runs CommonJS.
  transformIgnorePatterns: ["/node_modules/(?!(listr2|p-limit|yocto-queue)/)"],
};

/**
 * Two projects: `unit` needs nothing but Node; `integration` starts the local platform once for all its files.
 *
 * @type {import("jest").Config}
 */
export default {
  // Jest would leave one core to itself, which does next to nothing while its workers run.
  maxWorkers: "100%",
  // Ends a test that hangs, in milliseconds, and is no bound of one that works: eight CPU-bound processes beside it make
  // a test five times slower, and the slowest takes minutes alone. Jest reads it here alone, not in a project.
  testTimeout: 30 * 60_000,
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["<rootDir>/test/integration/"],
    },
    {
      ...shared,
      displayName: "integration",
      testMatch: ["<rootDir>/test/integration/**/*.test.ts"],
      globalSetup: "<rootDir>/test/integration/global-setup.ts",
      globalTeardown: "<rootDir>/test/integration/global-teardown.ts",
    },
  ],
};
