import { SafeError, safeErrorMessage, toSafeError, withSafeErrors } from "../../../lambda/shared/safe-error";

const SECRET = ["made", "up", "secret"].join("-");

function foreignError(): Error {
  return Object.assign(new TypeError(`bad header\n    at ${SECRET}`, { cause: new Error(SECRET) }), {
    code: "ERR_INVALID_CHAR",
    input: SECRET,
  });
}

test("the message of a SafeError is returned, and of any other error its name and code", () => {
  expect(safeErrorMessage(new SafeError("the key is missing"))).toBe("the key is missing");
  expect(safeErrorMessage(foreignError())).toBe("TypeError ERR_INVALID_CHAR");
  expect(safeErrorMessage(SECRET)).toBe("string");
});

test("a SafeError stays the same error", () => {
  const error = new SafeError("the key is missing");
  expect(toSafeError(error)).toBe(error);
});

test("any other error becomes an error with its name and the places in the code, and nothing else", () => {
  const { name, message, stack = "", ...others } = toSafeError(foreignError());
  expect({ name, message, others }).toEqual({
    name: "SafeError",
    message: "unexpected TypeError ERR_INVALID_CHAR",
    others: {},
  });
  expect(stack).toMatch(
    /^SafeError: unexpected TypeError ERR_INVALID_CHAR\n {4}at foreignError .*safe-error\.test/,
  );
  expect(stack).not.toContain(SECRET);
});

test.each([
  ["its message was changed after it was created", Object.assign(foreignError(), { message: "none" })],
  ["its stack is another text", Object.assign(foreignError(), { stack: SECRET })],
  ["it is not an error", SECRET],
])("no line of the stack is copied if %s", (_, error) => {
  expect(toSafeError(error).stack).not.toContain(SECRET);
});

test("a wrapped function throws no foreign error", async () => {
  const handler = withSafeErrors((text: string) => Promise.reject(new Error(text)));
  await expect(handler(SECRET)).rejects.toThrow(new SafeError("unexpected Error"));
});

test("a wrapped function returns its result", async () => {
  await expect(withSafeErrors((n: number) => Promise.resolve(n + 1))(1)).resolves.toBe(2);
});
