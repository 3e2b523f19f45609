import { score } from "../../scripts/redaction/score";
import { createRedactor } from "../../lambda/redaction";
import { corpus } from "../fixtures/redaction/corpus";
import { ordinarySystemLines } from "../fixtures/redaction/ordinary-system-lines";
import { kindOfUnlabelled } from "../../scripts/redaction/unlabelled";

const lines = corpus();
const { byClass, unlabelled } = score(lines);
const ordinary = unlabelled.get("none of these") ?? { lines: 0, changed: 0 };
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

test("redaction changes at most 5 of 1,000 lines in the forms of well-known programs", () => {
  const texts = ordinarySystemLines();
  const { redactLine } = createRedactor();
  const changed = texts.filter((text) => redactLine(text).text !== text);
  expect(texts.length).toBeGreaterThanOrEqual(1_000);
  expect(changed.length).toBeLessThanOrEqual((5 * texts.length) / 1_000);
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
  const { byClass: counted, unlabelled: counts } = score([
    { text: "the password lies under the doormat", secrets: [{ class: "credential", value: "doormat" }] },
    { text: "password=made-up", secrets: [] },
  ]);
  expect(counted.get("credential")).toEqual({ secrets: 1, redacted: 0, replacements: 1, truePositives: 0 });
  expect([...counts]).toEqual([["none of these", { lines: 1, changed: 1 }]]);
});

test("unlabelled lines are counted by what they hold", () => {
  const { unlabelled: counts } = score([
    { text: "password=made-up", secrets: [], unlabelled: "a name of a secret" },
    { text: "stock=3", secrets: [] },
  ]);
  expect([...counts]).toEqual([
    ["a name of a secret", { lines: 1, changed: 1 }],
    ["none of these", { lines: 1, changed: 0 }],
  ]);
});

/** Made-up random text, in parts, so that no secret scanner reports it. */
const RANDOM = ["q8Zt4Lm2Xc", "9Vb7Np1Rw5Kd"].join("");

test.each([
  ["a placeholder", `ghp_${"x".repeat(36)}`],
  ["a placeholder", "curl -u ${USER_NAME}:${SECRET}"],
  ["a placeholder", "token = 'your-token-here'"],
  ["a placeholder", "key: abcdefgh0"],
  ["a name of a secret", "api_key: made-up"],
  ["a name of a secret", "curl --user made:up"],
  ["text in the shape of a key", `it sent ${RANDOM} to us`],
  ["none of these", "token is made0up"],
  ["none of these", "password expired"],
  ["none of these", "stock of SKU-1234 is 17, digest 9f86d081884c7d659a2feaa0c55ad015"],
])("an unlabelled line can hold %s: %s", (kind, text) => {
  expect(kindOfUnlabelled(text)).toBe(kind);
});
