import { type Place, proveRedaction } from "../../../local/verify/redaction";
import { report } from "../../../local/verify/report";

const planted = [
  { kind: "password", value: "made-up-1" },
  { kind: "password", value: "made-up-2" },
] as const;

test("holds when the source has every value and no destination has one", async () => {
  expect(await prove(place("source", "made-up-1", "made-up-2"), place("sink", "[redacted]"))).toBe(true);
});

test("fails when a value reached a destination", async () => {
  expect(
    await prove(place("source", "made-up-1", "made-up-2"), place("sink", "it said made-up-2 aloud")),
  ).toBe(false);
});

test("fails when the search cannot find what was written", async () => {
  expect(await prove(place("source", "made-up-1"), place("sink", "[redacted]"))).toBe(false);
});

test("fails when a destination holds nothing that could be searched", async () => {
  expect(await prove(place("source", "made-up-1", "made-up-2"), place("sink"))).toBe(false);
});

async function prove(source: Place, ...destinations: Place[]): Promise<boolean> {
  const result = report(() => undefined);
  await proveRedaction(planted, { source, destinations }, result);
  return result.holds;
}

function place(name: string, ...texts: string[]): Place {
  return { name, texts: () => texts };
}
