import { createHash } from "node:crypto";
import { type EvidenceEntry, evidenceEntry } from "./entry";

/** `previous` of the first entry. */
const START = "0".repeat(64);

/** An index of evidence, as far as it can be read, with everything that is wrong with it. */
export interface CheckedIndex {
  readonly entries: readonly EvidenceEntry[];
  /** Each names the line, what is wrong, and what was expected. Empty if the index is intact. */
  readonly problems: readonly string[];
}

/**
 * Checks an index of evidence: each line is an entry of the schema and of the same environment, no entry is older than
 * the one before, and each has the hash of the line before.
 *
 * @param text JSON lines, oldest first
 */
export function checkIndex(text: string): CheckedIndex {
  const entries: EvidenceEntry[] = [];
  const problems: string[] = [];
  let expected = START;
  for (const [index, line] of linesOf(text).entries()) {
    const problem = (message: string) => problems.push(`line ${index + 1}: ${message}`);
    const parsed = evidenceEntry.safeParse(parseJson(line));
    const before = entries.at(-1);
    if (parsed.success) {
      const { at, environment, previous } = parsed.data;
      if (previous !== expected)
        problem(
          `previous is ${previous}, expected ${expected}, the hash of the line before; a line was changed, removed, ` +
            "inserted or moved",
        );
      if (before !== undefined && at < before.at)
        problem(`at is ${at}, before ${before.at} of the line above`);
      if (before !== undefined && environment !== before.environment)
        problem(`environment is ${environment}, expected ${before.environment} as above`);
      entries.push(parsed.data);
    } else
      for (const { path, message } of parsed.error.issues)
        problem(`${path.length === 0 ? "the entry" : path.join(".")}: ${message}`);
    expected = hashOf(line);
  }
  return { entries, problems };
}

/** The index with one more entry. */
export function appendEntry(text: string, entry: Omit<EvidenceEntry, "previous">): string {
  const lines = linesOf(text);
  const last = lines.at(-1);
  const complete = evidenceEntry.parse({ ...entry, previous: last === undefined ? START : hashOf(last) });
  return [...lines, JSON.stringify(complete), ""].join("\n");
}

/** SHA-256 in hexadecimal digits. */
export function hashOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
