import { withRedactedClasses } from "../../../lambda/redaction";

test("the classes are added to those of an earlier redaction, each once, in the catalogue's order", () => {
  expect(withRedactedClasses({ redacted: ["network"] }, ["network", "credential"])).toEqual({
    redacted: ["credential", "network"],
  });
});

test("the classes of a first redaction are those of the record", () => {
  expect(withRedactedClasses({ message: "ready" }, ["network"])).toEqual({
    message: "ready",
    redacted: ["network"],
  });
});

test("a record in which nothing was redacted remains the same object", () => {
  const record = { message: "ready" };
  expect(withRedactedClasses(record, [])).toBe(record);
});
