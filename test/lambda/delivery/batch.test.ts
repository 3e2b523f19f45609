import * as fc from "fast-check";
import { toBatches } from "../../../lambda/delivery/batch";
import { bodyOf, joinBodies } from "../../../lambda/delivery/sinks/body-writer";
import type { Item } from "../../../lambda/delivery/sinks/sink";
import { logEvents } from "../../fixtures/delivery/log-events";

test("items fill a batch up to its item limit and its byte limit, separators included", () => {
  expect(sizesOf(toBatches(items([1, 1, 1, 1, 1]), { maxItems: 2, maxBytes: 100 }))).toEqual([
    [1, 1],
    [1, 1],
    [1],
  ]);
  expect(sizesOf(toBatches(items([3, 3, 3]), { maxItems: 10, maxBytes: 9 }))).toEqual([[3, 3], [3]]);
});

test("an item above the byte limit gets a batch of its own", () => {
  expect(sizesOf(toBatches(items([1, 50, 1]), { maxItems: 10, maxBytes: 9 }))).toEqual([[1], [50], [1]]);
});

test("an empty list of items gives no batch", () => {
  expect([...toBatches([], { maxItems: 1, maxBytes: 1 })]).toEqual([]);
});

test("batches contain every item in order, and stay within the limits", () => {
  const limits = fc.record({
    maxItems: fc.integer({ min: 1, max: 5 }),
    maxBytes: fc.integer({ min: 1, max: 60 }),
  });
  fc.assert(
    fc.property(fc.array(fc.nat(30)), limits, (sizes, { maxItems, maxBytes }) => {
      const input = items(sizes);
      const batches = [...toBatches(input, { maxItems, maxBytes })];
      expect(batches.flat()).toEqual(input);
      for (const batch of batches) {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(maxItems);
        const list = joinBodies(batch, { before: "[", between: ",", after: "]" });
        expect(batch.length === 1 || list.byteLength <= maxBytes).toBe(true);
      }
    }),
  );
});

function items(sizes: readonly number[]): Item[] {
  return logEvents(sizes.length).map((event, index) => {
    return { event, ...bodyOf("x".repeat(sizes[index] ?? 0)) };
  });
}

function sizesOf(batches: Iterable<readonly Item[]>): number[][] {
  return [...batches].map((batch) => batch.map(({ bytes }) => bytes));
}
