import fc from "fast-check";
import { fit } from "../../../../lambda/delivery/sinks/fit";

test("a document within the limit is returned unchanged", () => {
  const document = { message: "stock updated" };
  expect(fit(document, 1_000).document).toBe(document);
});

test("a document of exactly the limit, in bytes, is returned unchanged", () => {
  const document = { message: "ü".repeat(100) };
  const bytes = Buffer.byteLength(JSON.stringify(document));
  expect(fit(document, bytes)).toEqual({ document, json: JSON.stringify(document), truncated: false });
  expect(fit(document, bytes - 1).truncated).toBe(true);
});

test("numbers, null and short texts of a truncated document stay", () => {
  const { document, truncated } = fit(
    { message: "m".repeat(5_000), n: 17, none: null, ok: true, list: [1, "short", null] },
    1_000,
  );
  expect({ document, truncated }).toMatchObject({
    document: { n: 17, none: null, ok: true, list: [1, "short", null] },
    truncated: true,
  });
});

test("a document with many short values is truncated as far as it has to be", () => {
  const list = Array.from({ length: 2_000 }, () => "x".repeat(40));
  const { document } = fit({ list }, 50_000);
  expect(document.list.length).toBeGreaterThan(1_100);
});

test("the longest text is truncated first, and the document uses the limit", () => {
  const { document, json } = fit({ message: "m".repeat(5_000), path: "/v1/stock" }, 1_000);
  expect(document.path).toBe("/v1/stock");
  expect(document.message).toMatch(/^m{900,}… \[4\d\d\d characters truncated\]$/);
  expect(Buffer.byteLength(json)).toBeGreaterThanOrEqual(980);
  expect(Buffer.byteLength(json)).toBeLessThanOrEqual(1_000);
});

test("a nested text is truncated like any other", () => {
  const { document } = fit({ message: "short", attributes: { note: { body: "b".repeat(5_000) } } }, 1_000);
  expect(document.message).toBe("short");
  expect(document.attributes.note.body).toMatch(/^b+… \[4\d\d\d characters truncated\]$/);
});

test("an object with too many entries keeps the first and counts the omitted ones", () => {
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

test("a list with too many items keeps the first and counts the omitted ones", () => {
  const { document } = fit({ frames: Array.from({ length: 1_000 }, (_, i) => i) }, 1_000);
  expect(document.frames.slice(0, 2)).toEqual([0, 1]);
  expect(document.frames.at(-1)).toMatch(/^… \[\d+ entries truncated\]$/);
});

test("truncated keys that collide keep their values", () => {
  const key = "k".repeat(600);
  const { document } = fit({ attributes: { [`${key}1`]: 1, [`${key}2`]: 2 } }, 300);
  expect(Object.values(document.attributes)).toEqual([1, 2]);
});

test("any document fits, and keeps its top-level keys", () => {
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
