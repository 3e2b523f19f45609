import { DEFAULT_REDACTION_POLICY } from "../../../../catalog";
import type { InspectedKey } from "../../../../lambda/redaction/keys/inspected-key";
import { createKeyInspector } from "../../../../lambda/redaction/keys/key-inspector";
import type { RedactionContext } from "../../../../lambda/redaction/redaction-context";

/** An inspector, and how often it redacts a text. */
function inspector() {
  const redactText = jest.fn((text: string) => text.replace("made-up", "[redacted:token]"));
  const context: RedactionContext = {
    policy: DEFAULT_REDACTION_POLICY,
    inspectedKeys: new Map<string, InspectedKey>(),
    harmlessKeywords: new Set<string>(),
    ...{ hash: undefined, onReplacement: undefined, path: [] },
    ...{ remainingBudget: Infinity, isRandomText: false, encodingDepth: 0, replacements: 0 },
    classes: new Set(),
  };
  const inspect = createKeyInspector(redactText);
  return {
    inspect: (key: string) => inspect(key, context),
    redactText,
    size: () => context.inspectedKeys.size,
  };
}

test("a key is classified and redacted", () => {
  const { inspect } = inspector();
  expect(inspect("password")).toMatchObject({ sensitive: { kind: "password" }, text: "password" });
  expect(inspect("sku")).toMatchObject({ sensitive: undefined, text: "sku" });
  expect(inspect("made-up")).toMatchObject({ sensitive: undefined, text: "[redacted:token]" });
});

test.each([
  ["without a secret is inspected once", "k".repeat(64), 1],
  ["of more than 64 characters is inspected each time", "k".repeat(65), 2],
  ["with a secret is inspected each time, and not kept", "made-up", 2],
])("a key %s", (_, key, times) => {
  const { inspect, redactText, size } = inspector();
  expect(inspect(key)).toEqual(inspect(key));
  expect(redactText).toHaveBeenCalledTimes(times);
  expect(size()).toBe(times === 1 ? 1 : 0);
});

test("at most 2,000 keys are kept", () => {
  const { inspect, size } = inspector();
  for (let index = 0; index < 2_000; index += 1) inspect(`key${index}`);
  expect(size()).toBe(2_000);
  inspect("one more");
  expect(size()).toBe(1);
});
