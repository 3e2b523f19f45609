import { differences } from "../../../../ops/check/checks/differences";

test.each([
  ["the same document", { a: [1, { b: true }] }, { a: [1, { b: true }] }, []],
  ["a number that the engine returns as text", { a: 1, b: false }, { a: "1", b: "false" }, []],
  ["defaults that the engine adds", { a: 1 }, { a: 1, added: 2 }, []],
  ["a missing property", { a: { b: 1 } }, { a: {} }, ["a.b"]],
  ["another value", { a: { b: 1 } }, { a: { b: 2 } }, ["a.b"]],
  ["a shorter list", { a: [1, 2] }, { a: [1] }, ["a"]],
  ["an element that differs", { a: [{ b: 1 }] }, { a: [{ b: 2 }] }, ["a[0].b"]],
  ["no document", { a: 1 }, undefined, ["its root"]],
])("%s", (_, desired, actual, expected) => {
  expect(differences(desired, actual)).toEqual(expected);
});
