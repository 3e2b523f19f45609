import { holdsPlaceholder } from "../../scripts/redaction/placeholders";
import { score } from "../../scripts/redaction/score";
import { corpus } from "../fixtures/redaction/corpus";

const lines = corpus();
const { byClass, ordinary } = score(lines);
const recall = (name: string) => {
  const { redacted = 0, secrets = 0 } = byClass.get(name) ?? {};
  return redacted / secrets;
};

test("the corpus always has the same lines: over 1,000 labelled ones and 1,000 ordinary ones", () => {
  expect(lines.filter(({ secrets }) => secrets.length > 0).length).toBeGreaterThan(1_000);
  expect(ordinary.lines).toBeGreaterThan(1_000);
  expect(corpus()).toEqual(lines);
});

test("every labelled value occurs in its line, so that its redaction is measurable", () => {
  expect(lines.filter(({ text, secrets }) => secrets.some(({ value }) => !text.includes(value)))).toEqual([]);
});

test.each([
  ["credential", 0.98],
  ["financial", 0.98],
  ["contact", 0.95],
  ["identity", 0.95],
  ["health", 0.95],
  ["network", 0.95],
])("recall for class %s is at least %d", (name, least) => {
  expect(recall(name)).toBeGreaterThanOrEqual(least);
});

test("redaction changes at most one in a thousand ordinary lines", () => {
  expect(ordinary.changed).toBeLessThanOrEqual(ordinary.lines / 1_000);
});

test("precision of the replacements is above 98 percent", () => {
  const all = [...byClass.values()];
  const sum = (of: "truePositives" | "replacements") => all.reduce((total, row) => total + row[of], 0);
  expect(sum("truePositives") / sum("replacements")).toBeGreaterThan(0.98);
});

test("a missed secret and a false replacement are counted for their class", () => {
  const { byClass: counted, ordinary: clean } = score([
    { text: "the password lies under the doormat", secrets: [{ class: "credential", value: "doormat" }] },
    { text: "password=made-up", secrets: [] },
  ]);
  expect(counted.get("credential")).toEqual({ secrets: 1, redacted: 0, replacements: 1, truePositives: 0 });
  expect(clean).toEqual({ lines: 1, changed: 1 });
});

test("a line with a placeholder is counted apart from ordinary lines", () => {
  const { ordinary: plain, placeholders } = score([
    { text: "password=made-up", secrets: [], placeholder: true },
    { text: "stock=3", secrets: [] },
  ]);
  expect({ plain, placeholders }).toEqual({
    plain: { lines: 1, changed: 0 },
    placeholders: { lines: 1, changed: 1 },
  });
});

test.each([
  ["repeated characters", `ghp_${"x".repeat(36)}`],
  ["a variable", "curl -u ${USER_NAME}:${SECRET}"],
  ["a word of documentation", "token = 'your-token-here'"],
  ["a sequence", "key: abcdefgh0"],
])("%s in place of a secret is a placeholder", (_, text) => {
  expect(holdsPlaceholder(text)).toBe(true);
});

test.each(["token is q8Zt4Lm2Xc", "password expired", "stock of SKU-1234 is 17"])(
  "%j holds no placeholder",
  (text) => {
    expect(holdsPlaceholder(text)).toBe(false);
  },
);
