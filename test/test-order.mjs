import TestSequencer from "@jest/test-sequencer";

/** Expects that nobody else has written to the platform. */
const FIRST = /[\\/]integration[\\/]end-to-end\.test\.ts$/;
/** These write to the log groups of the platform. Until they start, the first one has ended. */
const LAST = /[\\/]integration[\\/](?:(?:hosts|run-continuously)\.test\.ts|logs[\\/])/;

/** The integration tests share one platform, so their order matters. */
export default class TestOrder extends TestSequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => rank(a.path) - rank(b.path));
  }
}

function rank(path) {
  if (FIRST.test(path)) return 0;
  return LAST.test(path) ? 2 : 1;
}
