import { check } from "recheck";

interface NamedPattern {
  readonly name: string;
  readonly pattern: RegExp;
}

/** The same on any machine: what bounds the search is work, not time. */
const LIMITS: Parameters<typeof check>[2] = {
  timeout: 60_000,
  attackTimeout: null,
  incubationTimeout: null,
  // A text of this length costs a pattern that is quadratic ten billion steps, and one of ours some million.
  maxAttackStringSize: 100_000,
  attackLimit: 500_000_000,
};

/**
 * Patterns for which there is a text that takes more than linear time, each with that text's complexity, and patterns
 * of which recheck cannot tell.
 */
export async function checkPatterns(patterns: readonly NamedPattern[]): Promise<string[]> {
  const found: string[] = [];
  for (const { name, pattern } of patterns) {
    const result = await check(pattern.source, pattern.flags, LIMITS);
    if (result.status === "vulnerable")
      found.push(`${name}: ${result.complexity.summary} (${pattern.source})`);
    if (result.status === "unknown") found.push(`${name}: ${result.error.kind} (${pattern.source})`);
  }
  return found;
}
