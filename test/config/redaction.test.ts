import { check } from "../../config/check";
import { minimal } from "../fixtures/config/minimal";

const problemsOf = (redaction: unknown) => {
  const checked = check({ ...minimal, redaction });
  return "problems" in checked ? checked.problems : [];
};

test("a class may be masked, hashed, or kept with a reason", () => {
  expect(
    problemsOf({
      contact: { kind: "mask" },
      financial: { kind: "hash" },
      network: { kind: "keep", reason: "a test environment without people" },
    }),
  ).toEqual([]);
});

test.each(["keep", "hash"])("the redaction action %s is rejected for credentials", (kind) => {
  expect(problemsOf({ credential: { kind, reason: "because we would like to" } })).toContainEqual(
    expect.objectContaining({
      path: "redaction.credential.kind",
      accepted: "mask, because credentials must never leave the account, not even hashed",
    }),
  );
});

test("keeping a class requires a reason", () => {
  expect(problemsOf({ network: { kind: "keep" } })).toContainEqual(
    expect.objectContaining({ path: "redaction.network.reason" }),
  );
});
