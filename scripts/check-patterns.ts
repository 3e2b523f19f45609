/**
 * `node --import tsx scripts/check-patterns.ts`: asks recheck of every detector's pattern whether a text can make it
 * take more than linear time. Prints those for which one can, or of which recheck cannot tell, and exits with 1.
 * The readers that go on behind a pattern's mark are bounded or one character class, and measured by the tests.
 */
import { check } from "recheck";
import { DETECTORS } from "../lambda/redaction/detectors";

/** The same on any machine: what bounds the search is work, not time. */
const LIMITS: Parameters<typeof check>[2] = {
  timeout: null,
  attackTimeout: null,
  incubationTimeout: null,
  // A text of this length costs a pattern that is quadratic ten billion steps, and one of ours some million.
  maxAttackStringSize: 100_000,
  attackLimit: 500_000_000,
};

async function main(): Promise<void> {
  const patterns = DETECTORS.flatMap(({ name, hint, pattern }) => [
    { name: `${name}, hint`, pattern: hint },
    { name, pattern },
  ]);
  for (const { name, pattern } of patterns) {
    const result = await check(pattern.source, pattern.flags, LIMITS);
    if (result.status === "safe") continue;
    console.error(
      `${name}: ${result.status === "unknown" ? result.error.kind : result.complexity.summary} (${pattern.source})`,
    );
    process.exitCode = 1;
  }
  console.log(`recheck has looked at ${patterns.length} patterns`);
}

void main();
