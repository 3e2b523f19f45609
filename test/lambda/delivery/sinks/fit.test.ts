import fc from "fast-check";
import { fit } from "../../../../lambda/delivery/sinks/fit";

test("a document that fits is the very same", () => {
  const document = { message: "stock updated" };
  expect(fit(document, 1_000).document).toBe(document);
});

test("the longest text pays for all, and the limit is used", () => {
  const { document, json } = fit({ message: "m".repeat(5_000), path: "/v1/stock" }, 1_000);
  expect(document.path).toBe("/v1/stock");
  expect(document.message).toMatch(/^m{900,}… \[4\d\d\d characters truncated\]$/);
  expect(Buffer.byteLength(json)).toBeGreaterThanOrEqual(980);
  expect(Buffer.byteLength(json)).toBeLessThanOrEqual(1_000);
});

test("a text deep within pays like any other", () => {
  const { document } = fit({ message: "short", attributes: { note: { body: "b".repeat(5_000) } } }, 1_000);
  expect(document.message).toBe("short");
  expect(document.attributes.note.body).toMatch(/^b+… \[4\d\d\d characters truncated\]$/);
});

test("of too many entries the first are kept, and the rest is counted", () => {
  const { document } = fit(
    { attributes: Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`k${i}`, i])) },
    1_000,
  );
  expect(document.attributes).toMatchObject({
    k0: 0,
    k1: 1,
    "…": expect.stringMatching(/^… \[\d+ entries truncated\]$/) as string,
  });
});

test("of a list that is too long the first are kept, and the rest is counted", () => {
  const { document } = fit({ frames: Array.from({ length: 1_000 }, (_, i) => i) }, 1_000);
  expect(document.frames.slice(0, 2)).toEqual([0, 1]);
  expect(document.frames.at(-1)).toMatch(/^… \[\d+ entries truncated\]$/);
});

test("keys that are too long and end up alike lose no value", () => {
  const key = "k".repeat(600);
  const { document } = fit({ attributes: { [`${key}1`]: 1, [`${key}2`]: 2 } }, 300);
  expect(Object.values(document.attributes)).toEqual([1, 2]);
});

test("whatever is within, a document fits, and keeps its own keys", () => {
  const value = fc.anything({
    maxDepth: 6,
    values: [fc.string({ maxLength: 400, size: "max" }), fc.integer()],
  });
  fc.assert(
    fc.property(
      fc.record({ message: fc.string({ maxLength: 5_000, size: "max" }), attributes: value }),
      (document) => {
        const { json } = fit(document, 1_000);
        expect(Buffer.byteLength(json)).toBeLessThanOrEqual(1_000);
        expect(JSON.parse(json)).toHaveProperty("message");
      },
    ),
  );
});
