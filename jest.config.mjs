const shared = {
  testEnvironment: "node",
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
