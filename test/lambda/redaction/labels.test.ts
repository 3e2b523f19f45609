import { isOnlyLabels, label, labelsIn, withheldNote, withoutLabels } from "../../../lambda/redaction/labels";

const HASH = "0123456789abcdef";

test("a label names the kind, and the hash if there is one", () => {
  expect(label("email")).toBe("[redacted:email]");
  expect(label("email", HASH)).toBe(`[redacted:email:${HASH}]`);
});

test.each([
  "[redacted:email]",
  `[redacted:email:${HASH}]`,
  "[redacted:email]#2",
  "[redacted:email]#12",
  "[redacted:email], [redacted:card]",
  "[\"[redacted:email]\", {'[redacted:card]'}]; ([redacted:ip])",
  "b'[redacted:cookie]'",
  '\\"[redacted:cookie]\\"',
])("%s consists only of labels", (value) => {
  expect(isOnlyLabels(value)).toBe(true);
});

test.each([
  "",
  "'', ;",
  "[redacted:email",
  "[redacted:email] and more",
  "a [redacted:email]",
  "[redacted:EMAIL]",
  `[redacted:email:${HASH}0]`,
  "[redacted:email]#",
  "[redacted:email]17",
])("%j has something else than labels", (value) => {
  expect(isOnlyLabels(value)).toBe(false);
});

test("the labels in a text have their positions", () => {
  expect(labelsIn("to [redacted:email], [redacted:card]")).toEqual([
    [3, 19],
    [21, 36],
  ]);
  expect(labelsIn("to nobody")).toEqual([]);
});

test("the notes in place of withheld texts have positions too", () => {
  for (const note of [withheldNote(7), withheldNote(1_234), withheldNote(1_234, HASH)]) {
    expect(labelsIn(`: ${note};`)).toEqual([[2, 2 + note.length]]);
    expect(withoutLabels(`: ${note};`)).toBe(": ;");
  }
});
