import { check } from "recheck";

interface NamedPattern {
  readonly name: string;
  readonly pattern: RegExp;
}

/** Longest one pattern is looked at: five times what the slowest takes. */
const TIMEOUT_MS = 30_000;

/**
 * Patterns for which there is a text that takes more than linear time, each with that text's complexity, and patterns
 * of which recheck cannot tell.
 */
export async function checkPatterns(patterns: readonly NamedPattern[]): Promise<string[]> {
  // The engine in JavaScript: the others start a process of their own, and are not there for every machine.
  process.env["RECHECK_BACKEND"] = "pure";
  const found: string[] = [];
  for (const { name, pattern } of patterns) {
    const result = await check(pattern.source, pattern.flags, { timeout: TIMEOUT_MS });
    if (result.status === "vulnerable")
      found.push(`${name}: ${result.complexity.summary} (${pattern.source})`);
    if (result.status === "unknown") found.push(`${name}: ${result.error.kind} (${pattern.source})`);
  }
  return found;
}
