import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ATTRIBUTES, FIELDS } from "../../catalog";
import { logRecordSchema } from "../../catalog/record";

const page = readFileSync(join(__dirname, "../../docs/log-record.md"), "utf8");
const examples = [...page.matchAll(/```json\n(?<line>[^`]*)```/g)].map(
  ({ groups }): [string, Record<string, unknown>] => {
    const record = JSON.parse(groups?.["line"] ?? "") as Record<string, unknown>;
    return [String(record["message"]), record];
  },
);

test("the page has three examples", () => {
  expect(examples).toHaveLength(3);
});

test.each(examples)("the example %p is a valid record with known fields", (_, record) => {
  expect(logRecordSchema.safeParse(record)).toMatchObject({ success: true });
  expect([...FIELDS.map(({ name }) => name), ATTRIBUTES]).toEqual(
    expect.arrayContaining(Object.keys(record)),
  );
});
