import { OperatorError } from "../../../ops/cli";
import { explainError } from "../../../ops/cli/explain-error";

function errorNamed(name: string, message: string, properties: object = {}): Error {
  return Object.assign(new Error(message), { name, ...properties });
}

test.each([
  [
    "CredentialsProviderError",
    "could not load credentials",
    /^no AWS credentials were found: .*aws sso login/,
  ],
  ["ExpiredTokenException", "the token is expired", /^the AWS session has expired\. .*aws sso login/],
  ["UnrecognizedClientException", "invalid token", /^AWS does not accept the credentials/],
  ["AccessDeniedException", "not authorized: logs:StartQuery", /logs:StartQuery.*docs\/security\.md/],
])("an error named %s has its remedy", (name, message, expected) => {
  expect(explainError(errorNamed(name, message))).toMatch(expected);
});

test("an error of Node.js is recognized by its code", () => {
  const error = errorNamed("Error", "connect ECONNREFUSED 127.0.0.1:1", { code: "ECONNREFUSED" });
  expect(explainError(error)).toMatch(
    /^a server cannot be reached: connect ECONNREFUSED 127\.0\.0\.1:1\. Check/,
  );
});

test("of several addresses that cannot be reached, the first is explained", () => {
  const first = errorNamed("Error", "connect ECONNREFUSED ::1:1", { code: "ECONNREFUSED" });
  const second = errorNamed("Error", "connect ECONNREFUSED 127.0.0.1:1", { code: "ECONNREFUSED" });
  expect(explainError(new AggregateError([first, second]))).toContain("ECONNREFUSED ::1:1");
});

test("the message of an error for operators is complete", () => {
  expect(explainError(new OperatorError("no such log; use audit"))).toBe("no such log; use audit");
});

test("any other error is printed with its name", () => {
  expect(explainError(new TypeError("x is not a function"))).toBe("TypeError: x is not a function");
});
