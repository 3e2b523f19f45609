import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pricesOf, readPriceFile } from "../../../../ops/cost/prices";

const folder = mkdtempSync(join(tmpdir(), "prices-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const table = pricesOf("us-east-1");

function fileWith(content: unknown): string {
  const path = join(folder, "prices.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

test("a region without prices is refused with those that have them, and the remedy", () => {
  expect(() => pricesOf("eu-west-9")).toThrow(/"eu-west-9", only for us-east-1\. .*--prices.*--json/s);
});

test("the built-in table is a valid file", () => {
  expect(readPriceFile(fileWith(table), "us-east-1")).toEqual(table);
});

test("every fault of a file is named with its place", () => {
  const { key, ...others } = table.prices;
  const path = fileWith({ ...table, prices: { ...others, secret: { ...key, usd: -1 }, extra: key } });
  for (const expected of [
    /prices\.json is not a price table:/,
    /prices\.secret\.usd/,
    /prices\.key\b/,
    /"extra"/,
  ])
    expect(() => readPriceFile(path, "us-east-1")).toThrow(expected);
});

test("the prices of another region are refused", () => {
  expect(() => readPriceFile(fileWith(table), "eu-west-1")).toThrow(
    /has the prices of us-east-1, but the region is eu-west-1/,
  );
});

test.each([
  ["a file that does not exist", join(folder, "missing.json"), /cannot be read \(ENOENT\)/],
  ["a folder", folder, /cannot be read \(EISDIR\)/],
])("%s is one sentence", (_, path, expected) => {
  expect(() => readPriceFile(path, "us-east-1")).toThrow(expected);
});

test("a file that is not JSON is one sentence", () => {
  expect(() => readPriceFile(fileWith("{"), "us-east-1")).toThrow(/prices\.json is not JSON: /);
});
