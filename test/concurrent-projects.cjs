/* global process */
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { default: TestRunner } = require("jest-runner");

/**
 * Expects that nobody else has written to the platform. The simulation is the slowest file of its project, and would
 * otherwise run alone at the end.
 */
const FIRST = /[\\/](end-to-end|simulation)\.test\.ts$/;

/**
 * Runs both projects at the same time, because the integration tests wait for the platform more than they compute. The
 * integration tests run one file after another: they share one platform, where some of them stop the delivery or let a
 * sink fail.
 *
 * All test files of a run share the templates that one of them has synthesized, in the folder TEMPLATE_FOLDER (see
 * test/fixtures/stacks.ts).
 */
module.exports = class ConcurrentProjects {
  supportsEventEmitters = true;

  constructor(globalConfig, context) {
    this.unit = new TestRunner(globalConfig, context);
    this.integration = new TestRunner({ ...globalConfig, maxWorkers: 1 }, context);
  }

  on(eventName, listener) {
    const unsubscribes = [this.unit, this.integration].map((runner) => runner.on(eventName, listener));
    return () => {
      for (const unsubscribe of unsubscribes) unsubscribe();
    };
  }

  async runTests(tests, watcher, options) {
    const sorted = [...tests].sort(firstBefore);
    const ofProject = (name) => sorted.filter(({ context }) => context.config.displayName.name === name);
    const runs = ["integration", "unit"]
      .map((name) => ({ runner: this[name], tests: ofProject(name) }))
      .filter((run) => run.tests.length > 0)
      .map((run) => () => run.runner.runTests(run.tests, watcher, options));
    const templates = mkdtempSync(join(tmpdir(), "templates-"));
    process.env.TEMPLATE_FOLDER = templates;
    try {
      if (!options.serial) await Promise.all(runs.map((run) => run()));
      else for (const run of runs) await run();
    } finally {
      rmSync(templates, { recursive: true });
    }
  }
};

function firstBefore(a, b) {
  return Number(FIRST.test(b.path)) - Number(FIRST.test(a.path));
}
