import fc from "fast-check";
import { createResponse } from "../../../lambda/search-content/response";
import { customResourceRequest } from "../../fixtures/engine/custom-resource-requests";

const CREATE = customResourceRequest("Create");

test("the response identifies its request", () => {
  const data = { Engine: "opensearch 3.7.0" };
  expect(createResponse(CREATE, "search-content-test", { succeeded: true, data })).toEqual({
    Status: "SUCCESS",
    Reason: "",
    PhysicalResourceId: "search-content-test",
    StackId: CREATE.StackId,
    RequestId: CREATE.RequestId,
    LogicalResourceId: CREATE.LogicalResourceId,
    Data: data,
  });
});

test("a short reason is not truncated", () => {
  expect(
    createResponse(CREATE, "id", { succeeded: false, reason: "GET / answered 500: boom" }),
  ).toMatchObject({
    Status: "FAILED",
    Reason: "GET / answered 500: boom",
  });
});

test("no reason makes a response longer than CloudFormation accepts", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 9_000, size: "max" }), (reason) => {
      const answer = createResponse(CREATE, "id", { succeeded: false, reason });
      expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThanOrEqual(4_096);
    }),
    // Shrinking a counterexample would take minutes with text of this length.
    { endOnFailure: true },
  );
});

test("a long reason is truncated with an ellipsis", () => {
  const { Reason: reason } = createResponse(CREATE, "id", {
    succeeded: false,
    reason: `GET / ${"x".repeat(9_000)}`,
  });
  expect(reason).toMatch(/^GET \/ x+…$/);
  expect(reason?.length).toBeGreaterThan(3_000);
});
