import { Readable } from "node:stream";
import { readBounded } from "../../../lambda/shared/read-bounded";

const bytes = (...chunks: string[]) => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

test("a body within the limit is returned, also if a character is divided between chunks", async () => {
  const [first, second] = [Buffer.from("ü").subarray(0, 1), Buffer.from("ü").subarray(1)];
  await expect(readBounded(Readable.from([first, second]), 2)).resolves.toBe("ü");
});

test("a body of exactly the limit is returned", async () => {
  await expect(readBounded(bytes("ab", "cd"), 4)).resolves.toBe("abcd");
});

test("a body above the limit is not returned, and its source is closed", async () => {
  const source = bytes("ab", "cd", "ef");
  await expect(readBounded(source, 3)).resolves.toBeUndefined();
  expect(source.destroyed).toBe(true);
});

test("an error of the source is thrown", async () => {
  const broken = new Readable({
    read() {
      this.destroy(new Error("reset"));
    },
  });
  await expect(readBounded(broken, 3)).rejects.toThrow("reset");
});
