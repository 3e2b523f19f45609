import { searchAuthentication } from "../../../lambda/shared/search-authentication";

const PASSWORD = ["made", "up", "password"].join("-");
const readerOf = (text: string) => () => Promise.resolve(text);
const BASIC = { kind: "basic", secretId: "search-engine" } as const;

test("sigv4 needs no secret", async () => {
  const readSecret = jest.fn();
  await expect(searchAuthentication({ kind: "sigv4" }, readSecret)).resolves.toEqual({
    kind: "sigv4",
  });
  expect(readSecret).not.toHaveBeenCalled();
});

test("basic reads user and password from its secret, and ignores other keys", async () => {
  const text = JSON.stringify({ username: "writer", password: PASSWORD, note: "rotated" });
  await expect(searchAuthentication(BASIC, readerOf(text))).resolves.toEqual({
    kind: "basic",
    username: "writer",
    password: PASSWORD,
  });
});

test("an API key is the whole secret", async () => {
  await expect(searchAuthentication({ ...BASIC, kind: "apiKey" }, readerOf("made-up-key"))).resolves.toEqual({
    kind: "apiKey",
    apiKey: "made-up-key",
  });
});

test.each([
  PASSWORD,
  "null",
  "[]",
  JSON.stringify({ username: "writer" }),
  JSON.stringify({ password: PASSWORD, username: 1 }),
])("a malformed secret is rejected without printing it", async (text) => {
  await expect(searchAuthentication(BASIC, readerOf(text))).rejects.toThrow(
    /^secret search-engine is not JSON of the form \{"username": …, "password": …\}; correct its value$/,
  );
});
