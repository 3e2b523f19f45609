import { type SearchTarget, verifyRedaction } from "../../../local/verify/redaction";
import { createVerificationReport } from "../../../local/verify/report";

const planted = [
  { kind: "password", value: "made-up-1" },
  { kind: "password", value: "made-up-2" },
] as const;

test("passes when the source has every value and no destination has one", async () => {
  expect(await verify(target("source", "made-up-1", "made-up-2"), target("sink", "[redacted]"))).toBe(true);
});

test("fails when a value reached a destination", async () => {
  expect(
    await verify(target("source", "made-up-1", "made-up-2"), target("sink", "it said made-up-2 aloud")),
  ).toBe(false);
});

test("fails when the source lacks a planted value", async () => {
  expect(await verify(target("source", "made-up-1"), target("sink", "[redacted]"))).toBe(false);
});

test("fails when a destination has no text to search", async () => {
  expect(await verify(target("source", "made-up-1", "made-up-2"), target("sink"))).toBe(false);
});

async function verify(source: SearchTarget, ...destinations: SearchTarget[]): Promise<boolean> {
  const result = createVerificationReport(() => undefined);
  await verifyRedaction(planted, { source, destinations }, result);
  return result.passed;
}

function target(name: string, ...texts: string[]): SearchTarget {
  return { name, texts: () => texts };
}
