import { EXEMPT_FIELDS } from "../../../lambda/redaction/exempt-fields";
import { DETECTORS_SKIPPED_IN_IDS, ID_FIELD_NAMES } from "../../../lambda/redaction/id-fields";
import { SAFE_FIELD_NAMES } from "../../../lambda/redaction/keys/safe-fields";

test("the exempt fields are those of payload, log event and log record that cannot contain text, and ids", () => {
  expect(EXEMPT_FIELDS.map(({ of, fields }) => [of, fields])).toEqual([
    ["payload", ["owner"]],
    ["payload", ["logGroup"]],
    ["log event", ["id"]],
    ["log event", ["timestamp"]],
    ["log record", SAFE_FIELD_NAMES],
    ["log record", ID_FIELD_NAMES],
  ]);
});

test.each(EXEMPT_FIELDS)("the list states what stays in $fields, and why", ({ value, reason }) => {
  for (const text of [value, reason]) expect(text.split(" ").length).toBeGreaterThan(1);
});

test("the detectors that do not search ids are named with commas", () => {
  const ids = EXEMPT_FIELDS.find(({ fields }) => fields === ID_FIELD_NAMES);
  expect(ids?.value).toContain([...DETECTORS_SKIPPED_IN_IDS].join(", "));
});
