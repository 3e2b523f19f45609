import { createRedactor } from "../../../../lambda/redaction";
import { DETECTORS } from "../../../../lambda/redaction/detectors";

const { redactText } = createRedactor();
const examples = DETECTORS.flatMap((detector) =>
  detector.examples.map(([text, redacted]) => ({ detector, name: detector.name, text, redacted })),
);

test.each(examples.filter(({ redacted }) => redacted !== undefined))(
  "$name: $text becomes $redacted",
  ({ detector, text, redacted }) => {
    expect(createRedactor({ detectors: [detector] }).redactText(text).text).toBe(redacted);
    expect(redactText(text).text).not.toBe(text);
  },
);

test.each(examples.filter(({ redacted }) => redacted === undefined))(
  "$name: $text stays unchanged",
  ({ text }) => {
    expect(redactText(text)).toEqual({ text, replacements: 0, classes: [], failed: false });
  },
);

test.each(DETECTORS)("$name has positive and negative examples", ({ examples: rows }) => {
  expect(rows.some(([, redacted]) => redacted !== undefined)).toBe(true);
  expect(rows.some(([, redacted]) => redacted === undefined)).toBe(true);
});

test.each(DETECTORS)("$name states what it detects, and where its format is defined", (detector) => {
  for (const text of [detector.name, detector.description, detector.source]) expect(text).toMatch(/\w/);
});

test.each(DETECTORS)("no example of $name is empty", ({ examples: rows }) => {
  for (const text of rows.flat()) expect(text).not.toBe("");
});

test.each(examples)("$name: the redacted text of $text is not redacted again", ({ text }) => {
  const once = redactText(text).text;
  expect(redactText(once)).toEqual({ text: once, replacements: 0, classes: [], failed: false });
});

test("detector names are unique, because --explain and the documents use them", () => {
  const names = DETECTORS.map(({ name }) => name);
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
});
