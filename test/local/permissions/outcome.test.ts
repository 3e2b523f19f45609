import { firstDifference, withoutRandomText } from "../../../local/permissions/outcome";

test("equal outcomes have no difference", () => {
  expect(firstDifference({ a: [1, { b: "x" }] }, { a: [1, { b: "x" }] })).toBeUndefined();
});

test.each([
  [{ parked: { datadog: 1 } }, { parked: { datadog: 0 } }, "parked.datadog: 1, now 0"],
  [{ problems: [] }, { problems: ["denied"] }, "problems.0: nothing, now denied"],
  [{ parked: { sentry: 1 } }, { parked: {} }, "parked.sentry: 1, now nothing"],
  [{ received: { a: 1 } }, { received: "none" }, 'received: {"a":1}, now none'],
])("the difference of %j and %j names the member", (before, after, difference) => {
  expect(firstDifference(before, after)).toBe(difference);
});

test("ids, digests and numbers do not make a difference, and words do", () => {
  const text = (id: string, digest: string, count: number) => `object ${id}/${digest} has ${count} events`;
  const one = text("0b8309fc-0000-4000-8000-00000000000a", "0123456789abcdef0123", 1);
  const two = text("1c9410fd-1111-4111-8111-11111111111b", "fedcba98765432100123", 27);
  expect(withoutRandomText(one)).toBe(withoutRandomText(two));
  expect(withoutRandomText("parked")).not.toBe(withoutRandomText("delivered"));
});
