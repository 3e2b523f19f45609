/**
 * `node --import tsx scripts/check-patterns.ts`: checks with recheck whether a text exists for which the pattern of a
 * detector takes more than linear time. Prints the vulnerable patterns and those that recheck cannot decide, and then
 * exits with 1. The code that continues after a pattern's match is bounded or reads one character class; tests measure
 * it.
 */
import { check } from "recheck";
import { DETECTORS } from "../lambda/redaction/detectors";

/** Limits of work instead of time, so that the result is the same on any machine. */
const LIMITS: Parameters<typeof check>[2] = {
  timeout: null,
  attackTimeout: null,
  incubationTimeout: null,
  // For a text of this length, a quadratic pattern takes ten billion steps, and a pattern of this project some
  // millions.
  maxAttackStringSize: 100_000,
  attackLimit: 500_000_000,
};

async function main(): Promise<void> {
  const patterns = DETECTORS.flatMap(({ name, patterns: each }) =>
    each.map((pattern) => ({ name, pattern })),
  );
  for (const { name, pattern } of patterns) {
    const result = await check(pattern.source, pattern.flags, LIMITS);
    if (result.status === "safe") continue;
    console.error(
      `${name}: ${result.status === "unknown" ? result.error.kind : result.complexity.summary} (${pattern.source})`,
    );
    process.exitCode = 1;
  }
  console.log(`recheck has checked ${patterns.length} patterns`);
}

void main();
