import { createRedactorProvider } from "../../../lambda/delivery/redactor-provider";

const ADDRESS = ["jane", "example.com"].join("@");
const KEY = ["made", "up"].join("-");
const HASHED = /^\[redacted:email:[0-9a-f]{16}\]$/;

test("the redactor hashes with the key of the environment, which it reads once", async () => {
  const read = jest.fn(() => Promise.resolve(KEY));
  const redactorProvider = createRedactorProvider(read);
  const texts = [await redactorProvider(), await redactorProvider()].map(
    ({ redactText }) => redactText(ADDRESS).text,
  );
  expect(texts).toEqual([expect.stringMatching(HASHED), texts[0]]);
  expect(read).toHaveBeenCalledTimes(1);
});

test("the redactor masks while the key cannot be read, and reads it again at the next call", async () => {
  const read = jest.fn(() => Promise.resolve(KEY)).mockRejectedValueOnce(new Error("no answer"));
  const redactorProvider = createRedactorProvider(read);
  expect((await redactorProvider()).redactText(ADDRESS).text).toBe("[redacted:email]");
  expect((await redactorProvider()).redactText(ADDRESS).text).toMatch(HASHED);
});

test("the environment's overrides apply with and without the key", async () => {
  const read = jest.fn(() => Promise.resolve(KEY)).mockRejectedValueOnce(new Error("no answer"));
  const redactorProvider = createRedactorProvider(read, { contact: { kind: "keep", reason: "made up" } });
  for (let count = 0; count < 2; count += 1)
    expect((await redactorProvider()).redactText(ADDRESS).text).toBe(ADDRESS);
});
