/** Settings of every project. */
export const shared = {
  testEnvironment: "node",
  setupFiles: ["<rootDir>/test/without-template-validation.ts"],
  // This folder contains downloaded programs with their own package.json files.
  modulePathIgnorePatterns: ["<rootDir>/.work/"],
  transform: { "^.+\\.m?[tj]s$": "@swc/jest" },
  // These packages are published only as ES modules; Jest runs CommonJS.
  transformIgnorePatterns: [
    "/node_modules/(?!(get-port|listr2|log-update|ansi-escapes|cli-cursor|restore-cursor|onetime|mimic-function|wrap-ansi|slice-ansi|strip-ansi|ansi-regex|ansi-styles|string-width|get-east-asian-width|is-fullwidth-code-point|environment|marked|p-limit|yocto-queue|(vega|d3)(-[a-z-]+)?|internmap|delaunator|robust-predicates)/)",
  ],
  // The other build has a top-level await, which CommonJS does not allow. Neither finds a canvas in Node.js.
  moduleNameMapper: { "^vega-canvas$": "<rootDir>/node_modules/vega-canvas/build/vega-canvas.browser.js" },
};

/**
 * Two projects: `unit` needs only Node; `integration` starts the local platform once for all its files.
 *
 * @type {import("jest").Config}
 */
export default {
  // By default Jest reserves one core for its main process, which is idle while its workers run.
  maxWorkers: "100%",
  // Ends a test that hangs, in milliseconds. It must not limit a working test: eight CPU-bound processes on the same
  // machine make a test five times slower, and the slowest test takes minutes even alone. Jest reads this setting only
  // here, not in a project.
  testTimeout: 30 * 60_000,
  projects: [
    {
      ...shared,
      runner: "<rootDir>/test/concurrent-projects.cjs",
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["<rootDir>/test/integration/"],
    },
    {
      ...shared,
      runner: "<rootDir>/test/concurrent-projects.cjs",
      displayName: "integration",
      testMatch: ["<rootDir>/test/integration/**/*.test.ts"],
      globalSetup: "<rootDir>/test/integration/global-setup.ts",
      globalTeardown: "<rootDir>/test/integration/global-teardown.ts",
    },
  ],
};
