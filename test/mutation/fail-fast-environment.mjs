import { TestEnvironment } from "jest-environment-node";

/**
 * Skips all tests after the first failure, because one failure kills a mutant. Jest's own `bail` skips only files. Tells
 * the test file which tests Stryker selected, so that it loads only those.
 */
export default class MutationEnvironment extends TestEnvironment {
  hasFailed = false;

  constructor(config, context) {
    super(config, context);
    this.global.testNamePattern = config.globalConfig.testNamePattern;
  }

  handleTestEvent(event) {
    if (event.name === "test_fn_failure" || event.name === "hook_failure") this.hasFailed = true;
    else if (event.name === "test_start" && this.hasFailed) event.test.mode = "skip";
  }
}
