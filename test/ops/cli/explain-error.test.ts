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
  [
    "ThrottlingException",
    "Rate exceeded.",
    /^AWS throttles the requests of this account: Rate exceeded\. Try again in a minute\.$/,
  ],
  [
    "RequestTimeTooSkewed",
    "the difference is too large",
    /^AWS rejects the time of this machine: .*Synchronize/,
  ],
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

test.each([
  ["client", /^AWS rejects a request with MadeUp: no\. Run the command again with --debug/],
  ["server", /^AWS fails with MadeUp: no\. Try again, and look at https:\/\/health\.aws\.amazon\.com/],
] as const)("an error of AWS without a row, which is the fault of the %s, names it", ($fault, expected) => {
  expect(explainError(errorNamed("MadeUp", "no.", { $fault }))).toMatch(expected);
});

test("without credentials, a profile that was asked for is named", () => {
  expect(explainError(errorNamed("CredentialsProviderError", "none found"), "opps")).toMatch(
    /^the AWS profile "opps" does not exist, or has no credentials: none found\. To fix it, log in/,
  );
});

test("any other error is a fault of the command, and the remedy is to report it", () => {
  expect(explainError(new TypeError("x is not a function"))).toBe(
    "unexpected TypeError: x is not a function. Run the command again with --debug, and report what it prints.",
  );
});
