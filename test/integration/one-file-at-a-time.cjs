const { default: TestRunner } = require("jest-runner");

/** Expects that nobody else has written to the platform. */
const FIRST = /[\\/]end-to-end\.test\.ts$/;

/**
 * Runs the test files one after another: they share one platform, where some of them stop the delivery or let a sink
 * fail. Jest runs no file of another project meanwhile.
 */
module.exports = class OneFileAtATime extends TestRunner {
  isSerial = true;

  runTests(tests, ...rest) {
    return super.runTests([...tests].sort(firstBefore), ...rest);
  }
};

function firstBefore(a, b) {
  return Number(FIRST.test(b.path)) - Number(FIRST.test(a.path));
}
