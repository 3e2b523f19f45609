import { createRedactorProvider, MAX_KEY_AGE_MS } from "../../../lambda/delivery/redactor-provider";

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

describe("a rotated key", () => {
  const NEW_KEY = ["made", "up", "later"].join("-");

  async function labels(read: () => Promise<string>, times: readonly number[]): Promise<string[]> {
    let time = 0;
    const redactorProvider = createRedactorProvider(read, undefined, { now: () => time });
    const found: string[] = [];
    for (time of times) found.push((await redactorProvider()).redactText(ADDRESS).text);
    return found;
  }

  test("is used when the old one has reached its maximum age, not before", async () => {
    const read = jest.fn(() => Promise.resolve(NEW_KEY)).mockResolvedValueOnce(KEY);
    const [first, before, after] = await labels(read, [0, MAX_KEY_AGE_MS - 1, MAX_KEY_AGE_MS]);
    expect(before).toBe(first);
    expect(after).toMatch(HASHED);
    expect(after).not.toBe(first);
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("that cannot be read leaves the old one in use, and is read again as late as any other", async () => {
    const read = jest
      .fn(() => Promise.resolve(NEW_KEY))
      .mockResolvedValueOnce(KEY)
      .mockRejectedValueOnce(new Error("no answer"));
    const age = MAX_KEY_AGE_MS;
    const [first, failed, soon, later] = await labels(read, [0, age, 2 * age - 1, 2 * age]);
    expect([failed, soon]).toEqual([first, first]);
    expect(later).not.toBe(first);
    expect(read).toHaveBeenCalledTimes(3);
  });
});
