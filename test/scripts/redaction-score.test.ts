import { score } from "../../scripts/redaction/score";
import { corpus } from "../fixtures/redaction/corpus";

const lines = corpus();
const { byClass, ordinary } = score(lines);
const recall = (name: string) => {
  const { redacted = 0, secrets = 0 } = byClass.get(name) ?? {};
  return redacted / secrets;
};

test("the corpus has more than 1,000 labelled lines and 1,000 with nothing to hide, always the same", () => {
  expect(lines.filter(({ secrets }) => secrets.length > 0).length).toBeGreaterThan(1_000);
  expect(ordinary.lines).toBeGreaterThan(1_000);
  expect(corpus()).toEqual(lines);
});

test("every labelled value stands in its line, so that hiding it means something", () => {
  expect(lines.filter(({ text, secrets }) => secrets.some(({ value }) => !text.includes(value)))).toEqual([]);
});

test.each([
  ["credential", 0.98],
  ["financial", 0.98],
  ["contact", 0.95],
  ["identity", 0.95],
  ["health", 0.95],
  ["network", 0.95],
])("of the secrets of class %s at least %d are hidden", (name, least) => {
  expect(recall(name)).toBeGreaterThanOrEqual(least);
});

test("at most one in a thousand ordinary lines is changed", () => {
  expect(ordinary.changed).toBeLessThanOrEqual(ordinary.lines / 1_000);
});

test("replacements are right", () => {
  const all = [...byClass.values()];
  const sum = (of: "truePositives" | "replacements") => all.reduce((total, row) => total + row[of], 0);
  expect(sum("truePositives") / sum("replacements")).toBeGreaterThan(0.98);
});

test("a missed secret and a false mask are counted against their class", () => {
  const { byClass: counted, ordinary: clean } = score([
    { text: "the password lies under the doormat", secrets: [{ class: "credential", value: "doormat" }] },
    { text: "password=made-up", secrets: [] },
  ]);
  expect(counted.get("credential")).toEqual({ secrets: 1, redacted: 0, replacements: 1, truePositives: 0 });
  expect(clean).toEqual({ lines: 1, changed: 1 });
});
