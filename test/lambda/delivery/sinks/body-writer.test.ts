import fc from "fast-check";
import { bodyOf, bytesOf, createBodyWriter, joinBodies } from "../../../../lambda/delivery/sinks/body-writer";

const LIST = { before: "[", between: ",", after: "]" };

const anyTexts = fc.array(
  fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .tuple(fc.constantFrom("x", "ü", "💥"), fc.integer({ min: 1, max: 5_000 }))
      .map(([text, count]) => text.repeat(count)),
  ),
  { maxLength: 40 },
);

function written(texts: readonly string[], count: number) {
  return texts.map(createBodyWriter(count));
}

test("each text is in the bytes of its body, whatever number of texts was expected", () => {
  fc.assert(
    fc.property(anyTexts, fc.nat(60), (texts, count) => {
      const bodies = written(texts, count);
      expect(bodies.map((body) => bytesOf(body).toString())).toEqual(
        texts.map((text) => text.toWellFormed()),
      );
      expect(bodies.map(({ bytes }) => bytes)).toEqual(texts.map((text) => Buffer.byteLength(text)));
    }),
  );
});

test("any selection of bodies can be joined, with and without delimiters", () => {
  fc.assert(
    fc.property(anyTexts, fc.nat(60), fc.infiniteStream(fc.boolean()), (texts, count, isSelected) => {
      const bodies = written(texts, count);
      const selection = texts.map((text, index) => ({
        text: text.toWellFormed(),
        body: bodies[index] ?? bodyOf(""),
      }));
      const selected = selection.filter(() => isSelected.next().value);
      expect(joinBodies(selected.map(({ body }) => body)).toString()).toBe(
        selected.map(({ text }) => text).join(""),
      );
      expect(
        joinBodies(
          selected.map(({ body }) => body),
          LIST,
        ).toString(),
      ).toBe(`[${selected.map(({ text }) => text).join(",")}]`);
    }),
  );
});

test("bodies in another order than they were written are joined in that order", () => {
  const bodies = written(["a", "b", "c"], 3);
  expect(joinBodies(bodies.toReversed()).toString()).toBe("cba");
});

test("bodies that were written after each other are joined without a copy", () => {
  const bodies = written(["one", "two", "three"], 3);
  expect(joinBodies(bodies.slice(1)).buffer).toBe(bodies[0]?.buffer.buffer);
});
