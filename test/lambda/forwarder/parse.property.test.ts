import { toUSVString } from "node:util";
import * as fc from "fast-check";
import { logRecordSchema } from "../../../catalog/record";
import { parseRecord } from "../../../lambda/forwarder/parse";
import { parseTolerantly } from "../../../lambda/forwarder/record/tolerant-json";
import { redactRecord } from "../../../lambda/redaction";
import { isObject, parseJson } from "../../../lambda/shared/json";
import { expectLinearTime } from "../../fixtures/cost-ratio";
import { fuzzParameters } from "../../fixtures/fuzz-parameters";
import { LINES, RECORDS } from "../../fixtures/log-lines";

const NOW = 1_767_225_600_000;

/** Levels of nesting at which redaction may withhold a text: it follows some 500. */
const MAX_REDACTED_NESTING = 400;

test("every line becomes a valid record that can be redacted, and nothing is thrown", () => {
  fc.assert(
    fc.property(LINES, (line) => {
      const record = parseRecord(line, NOW);
      expect(logRecordSchema.safeParse(record).error).toBeUndefined();
      const isJson = isObject(parseJson(line)) || parseTolerantly(line) !== undefined;
      // A record behind a prefix has its own message.
      const hasPrefix = record.attributes?.["line_prefix"] !== undefined;
      expect(isJson || hasPrefix || record.message === toUSVString(line)).toBe(true);

      const { record: redacted, failed } = redactRecord(record);
      expect(failed && nestingOf(line) < MAX_REDACTED_NESTING).toBe(false);
      expect(parseJson(JSON.stringify(redacted))).toMatchObject({
        "@timestamp": expect.any(String) as string,
      });
    }),
    fuzzParameters(0.4),
  );
});

/** Fewer than other units: each has some ten fields. */
const RECORDS_PER_PIECE = 50;

/** They make many keys of one: distinct keys, and keys that collide once half surrogate pairs are replaced. */
const SUFFIXES = [String, (n: number) => String.fromCharCode(0xd800 + (n & 1_023), 0xd800 + (n >> 10))];

test.each(SUFFIXES)("a line costs as much as many lines with as many fields in all (suffix %#)", (suffix) => {
  const compose = (records: readonly object[]) => {
    const numbered = records.map((record, index) =>
      Object.entries(record).map(([key, value]) => [key + suffix(index), value as unknown] as const),
    );
    return JSON.stringify({ ...Object.fromEntries(numbered.flat()), attributes: records });
  };
  expectLinearTime(RECORDS, compose, (line) => parseRecord(line, NOW), RECORDS_PER_PIECE);
});

function nestingOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const character of text) {
    if (character === "[" || character === "{") deepest = Math.max(deepest, (depth += 1));
    if (character === "]" || character === "}") depth -= 1;
  }
  return deepest;
}
