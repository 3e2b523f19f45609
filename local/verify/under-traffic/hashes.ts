import { createRedactor } from "../../../lambda/redaction";
import type { PlantedSecret } from "../../traffic";
import type { VerificationReport } from "../report";
import type { HashKeys } from "./rotation";

/** The planted values of which a sink receives a hash. */
const HASHED_KIND = "e-mail address";

export interface PlantedAroundRotation {
  /** Written before the execution environments were replaced, around the rotation of the key. */
  readonly before: readonly PlantedSecret[];
  /** Written afterwards. */
  readonly after: readonly PlantedSecret[];
}

/**
 * Checks the hashes of a sink: until its execution environment reads the key again, a function uses the old key or the new
 * one; afterwards only the new one. A value is masked if a new execution environment could not read any key.
 */
export async function verifyHashes(
  planted: PlantedAroundRotation,
  keys: HashKeys,
  texts: AsyncIterable<string> | Iterable<string>,
  report: VerificationReport,
): Promise<void> {
  report.section(
    "hashKeyRotation",
    "Rotation of the hash key (labels of the planted e-mail addresses in OpenSearch)",
  );
  const expected = {
    before: labelsOf(planted.before, keys),
    after: labelsOf(planted.after, keys),
  };
  const found = new Set<string>();
  const all = Object.values(expected).flatMap((labels) =>
    labels.flatMap(({ old, new: next }) => [old, next]),
  );
  for await (const text of texts) for (const label of all) if (text.includes(label)) found.add(label);

  const rows = (["before", "after"] as const).map((phase) => ({
    phase,
    written: expected[phase].length,
    old: expected[phase].filter((label) => found.has(label.old)).length,
    new: expected[phase].filter((label) => found.has(label.new)).length,
    masked: expected[phase].filter((label) => !found.has(label.old) && !found.has(label.new)).length,
  }));
  report.table(
    rows.map((row) => ({
      executionEnvironments: `${row.phase} they were replaced`,
      addresses: row.written,
      oldKey: row.old,
      newKey: row.new,
      masked: row.masked,
    })),
  );
  const [before, after] = rows;
  report.check({
    name: "old-key-before",
    passed: (before?.old ?? 0) > 0,
    statement: "execution environments that run during the rotation use the old key",
  });
  report.check({
    name: "only-new-key-after",
    passed: after?.old === 0 && after.new > 0,
    statement: "new execution environments use only the new key",
  });
}

function labelsOf(planted: readonly PlantedSecret[], keys: HashKeys) {
  const [before, after] = [keys.before, keys.after].map((hashKey) => createRedactor({ hashKey }));
  const values = new Set(planted.filter(({ kind }) => kind === HASHED_KIND).map(({ value }) => value));
  return [...values].map((value) => ({
    old: before?.redactText(value).text ?? "",
    new: after?.redactText(value).text ?? "",
  }));
}
