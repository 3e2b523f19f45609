import { isReadableIn } from "../../../ops/smoke/readable-forms";

const VALUE = ["made", "up", "4f2c9d1a"].join("-");
const base64 = (text: string) => Buffer.from(text).toString("base64");

test.each([
  ["as it is", `password=${VALUE}`],
  ["in upper case", VALUE.toUpperCase()],
  ["without separators", VALUE.replaceAll("-", "")],
  ["in hexadecimal", Buffer.from(VALUE).toString("hex")],
  ["in base64", base64(VALUE)],
  ["in base64 after one byte", base64(`:${VALUE}`)],
  ["in base64 after two bytes, and before others", base64(`u:${VALUE}; and more`)],
  ["in base64url", Buffer.from(`user:${VALUE}`).toString("base64url")],
])("a value is found %s", (_, text) => {
  expect(isReadableIn(`{"message":"before ${text} after"}`, VALUE)).toBe(true);
});

test("a value is found percent-encoded", () => {
  expect(isReadableIn("to=jane.4f2c%40example.com", ["jane.4f2c", "example.com"].join("@"))).toBe(true);
});

test.each(["[redacted:password]", "*".repeat(VALUE.length), VALUE.slice(0, -1), "made up", ""])(
  "it is not found in %j",
  (text) => {
    expect(isReadableIn(text, VALUE)).toBe(false);
  },
);
