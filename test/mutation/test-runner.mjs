import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { Script } from "node:vm";
import { commonTokens, declareClassPlugin, PluginKind, tokens } from "@stryker-mutator/api/plugin";
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";
import { build } from "esbuild";
import { expect } from "expect";
import * as circus from "jest-circus";
import { ModuleMocker } from "jest-mock";

/** Tests of time, of size and of other processes, and those that draw thousands of inputs: too slow to run for each mutant. */
const SLOW =
  /\.property\.test\.ts$|^redaction\/(?:linear-time|longest-text|memory|detectors\/patterns)\.test\.ts$/;

/** Only if all tests below this duration pass do the others run, in milliseconds. */
const SHORT_TEST = 100;

/** A mutant is endless if it runs so many times as often as the original in all tests. */
const MAX_HITS_RATIO = 10;

/** Stryker's own ratio. */
const STRYKER_HITS_RATIO = 100;

/** Draws the same inputs for each mutant, so that its result is the same in every run. */
const SETUP = `require("fast-check").configureGlobal({ seed: 7, endOnFailure: true });`;

/** The code that Stryker adds to the mutated files reads and writes this object. */
const stryker = (globalThis.__stryker__ ??= {});

// Jest collects a stack for each test and for each expectation. A mutant needs none.
Error.stackTraceLimit = 0;

const mocker = new ModuleMocker(globalThis);
const { describe, test, it, beforeAll, beforeEach, afterAll, afterEach } = circus;
Object.assign(globalThis, {
  describe,
  test,
  it,
  beforeAll,
  beforeEach,
  afterAll,
  afterEach,
  expect,
  jest: mocker,
});

/**
 * Runs tests with Jest's own functions, but without Jest's module system: code and tests are one script, which V8
 * compiles once for each mutated file. To run this script loads all modules anew, so that nothing that an earlier mutant
 * cached is left, and takes some 100 milliseconds.
 */
class BundleTestRunner {
  static inject = tokens(commonTokens.options);

  durations = new Map();

  constructor({ bundle }) {
    this.testFiles = readdirSync("test/lambda", { recursive: true })
      .filter((file) => file.endsWith(".test.ts") && !SLOW.test(file))
      .filter((file) => bundle.tests.some((prefix) => file.startsWith(prefix)))
      .sort();
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun() {
    this.load = await compile(this.testFiles, (_, source) => source);
    const tests = await this.run(() => true);
    return { status: DryRunStatus.Complete, tests, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, sandboxFileName, testFilter, hitLimit }) {
    if (this.mutatedFile !== sandboxFileName) {
      this.load = await compile(this.testFiles, (file, source) =>
        file === sandboxFileName ? withoutCoverage(source) : withoutMutants(source),
      );
      this.mutatedFile = sandboxFileName;
    }
    const maxHits = hitLimit && (hitLimit / STRYKER_HITS_RATIO) * MAX_HITS_RATIO;
    Object.assign(stryker, { activeMutant: activeMutant.id, hitLimit: maxHits, hitCount: 0 });
    const selected = testFilter && new Set(testFilter);
    const isShort = (name) => !(this.durations.get(name) > SHORT_TEST);
    const tests = await this.run((name) => selected?.has(name) !== false && isShort(name), { bail: true });
    if (tests.every(({ status }) => status === TestStatus.Success))
      tests.push(
        ...(await this.run((name) => selected?.has(name) !== false && !isShort(name), { bail: true })),
      );
    return toMutantRunResult(
      determineHitLimitReached(stryker.hitCount, maxHits) ?? { status: DryRunStatus.Complete, tests },
    );
  }

  /** The results of the selected tests; with `bail`, up to the first that failed. */
  async run(isSelected, { bail = false } = {}) {
    const results = [];
    let failed = false;
    const observe = ({ name: event, test }) => {
      if (event === "test_start") {
        const name = nameOf(test);
        if ((bail && failed) || !isSelected(name)) test.mode = "skip";
        stryker.currentTestId = name;
      } else if (event === "test_done") {
        stryker.currentTestId = undefined;
        failed ||= test.errors.length > 0;
        this.durations.set(nameOf(test), test.duration);
        results.push(resultOf(test));
      } else if (event === "test_skip") stryker.currentTestId = undefined;
    };
    circus.resetState();
    circus.addEventHandler(observe);
    try {
      this.load();
      await circus.run();
    } finally {
      circus.removeEventHandler(observe);
      mocker.restoreAllMocks();
    }
    return results;
  }
}

/**
 * One script of the test files and all that they import, except packages.
 *
 * @param {readonly string[]} testFiles below `test/lambda`
 * @param {(file: string, source: string) => string} transform changes the source of a file of `lambda`
 * @returns {Promise<() => void>} loads the tests
 */
async function compile(testFiles, transform) {
  const { outputFiles } = await build({
    stdin: { contents: [SETUP, ...testFiles.map(entryOf)].join("\n"), resolveDir: process.cwd() },
    bundle: true,
    packages: "external",
    platform: "node",
    minifySyntax: true,
    write: false,
    plugins: [{ name: "mutants", setup: ({ onLoad }) => onLoad({ filter: /\/lambda\/.*\.ts$/ }, load) }],
  });
  const script = new Script(`(require, module, __dirname) => {${outputFiles[0].text}}`);
  const require = createRequire(join(process.cwd(), "tests.js"));
  return () => script.runInThisContext()(require, { exports: {} }, process.cwd());

  function load({ path }) {
    return { loader: "ts", contents: transform(path, readFileSync(path, "utf8")) };
  }
}

/** A file that a mutant keeps from loading fails like a test. */
function entryOf(file) {
  return `describe(${JSON.stringify(file)}, () => {
    try {
      require(${JSON.stringify(`./test/lambda/${file}`)});
    } catch (error) {
      test("loads", () => { throw error; });
    }
  });`;
}

/** Without the conditions that choose between original and mutant: the bundler removes code behind a constant one. */
function withoutMutants(source) {
  return withoutCoverage(source).replaceAll(/(?<!function )stryMutAct_9fa48\("\d+"\)/g, "false");
}

function withoutCoverage(source) {
  return source.replaceAll(/(?<!function )stryCov_9fa48\([^)]*\)/g, "0");
}

function nameOf(test) {
  const names = [];
  for (let block = test; block.parent; block = block.parent) names.unshift(block.name);
  return names.join(" ");
}

function resultOf(test) {
  const name = nameOf(test);
  const result = { id: name, name, timeSpentMs: test.duration ?? 0 };
  const [error] = test.errors.flat();
  if (error === undefined) return { ...result, status: TestStatus.Success };
  return { ...result, status: TestStatus.Failed, failureMessage: String(error?.message ?? error) };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "bundle", BundleTestRunner)];

export const strykerValidationSchema = {
  properties: {
    bundle: { type: "object", properties: { tests: { type: "array", items: { type: "string" } } } },
  },
};
