import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";

const TESTS = join(__dirname, "../lambda");

/** Tests of time and of other processes, and those that draw thousands of inputs: too slow to run for each mutant. */
const SLOW = /\.property\.test\.ts$|^redaction\/(?:linear-time|memory|detectors\/patterns)\.test\.ts$/;

// The same inputs for each mutant, so that its result is the same in every run.
fc.configureGlobal({ seed: 7, endOnFailure: true });

/**
 * The test files of `lambda` whose names start with one of these, as name and path. Leaves out files without a test that Stryker selected
 * for the mutant. One test file loads all of them, because Jest loads every module again for each test file.
 */
export function testFilesIn(...prefixes: readonly string[]): [name: string, path: string][] {
  return readdirSync(TESTS, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts") && !SLOW.test(file))
    .filter((file) => prefixes.some((prefix) => file.startsWith(prefix)) && isSelected(file))
    .sort()
    .map((file) => [file, join(TESTS, file)]);
}

/** The pattern has the full names of the selected tests, with escapes; without one, all tests run. */
function isSelected(file: string): boolean {
  const { testNamePattern } = globalThis as { testNamePattern?: string };
  return testNamePattern === undefined || testNamePattern.replaceAll("\\", "").includes(`(${file} `);
}
