import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type InstallOptions, installOnce } from "../../../local/startup/workspace";

let installed: string[];

beforeEach(() => {
  installed = [];
});

afterEach(async () => {
  await Promise.all(installed.map((folder) => rm(folder, { recursive: true, force: true })));
});

test("an installation runs once for the same inputs", async () => {
  const install = jest.fn(() => Promise.resolve());
  const installation = { name: unique(), inputs: ["1.0"], install };
  const folder = await installForTest(installation);
  expect(await installForTest(installation)).toBe(folder);
  expect(install).toHaveBeenCalledTimes(1);
});

test("other inputs give another installation", async () => {
  const installation = { name: unique(), install: () => Promise.resolve() };
  expect(await installForTest({ ...installation, inputs: ["1.0"] })).not.toBe(
    await installForTest({ ...installation, inputs: ["1.1"] }),
  );
});

test("concurrent calls share one complete installation", async () => {
  const name = unique();
  const both = ["first", "second"].map((text) =>
    installForTest({ name, inputs: [], install: (folder) => writeFile(join(folder, "file"), text) }),
  );
  const [one = "", other] = await Promise.all(both);
  expect(other).toBe(one);
  expect(["first", "second"]).toContain(await readFile(join(one, "file"), "utf8"));
});

test("a failed installation leaves no folder, and the next attempt starts over", async () => {
  const name = unique();
  let unfinished = "";
  const failing = installForTest({
    name,
    inputs: [],
    install: async (folder) => {
      unfinished = folder;
      await writeFile(join(folder, "partial"), "");
      throw new Error("the disk is full");
    },
  });
  await expect(failing).rejects.toThrow("the disk is full");
  expect(existsSync(unfinished)).toBe(false);
  const folder = await installForTest({ name, inputs: [], install: () => Promise.resolve() });
  expect(dirname(folder)).toBe(dirname(unfinished));
});

async function installForTest(installation: InstallOptions): Promise<string> {
  const folder = await installOnce(installation);
  installed.push(folder);
  return folder;
}

function unique(): string {
  return `test-${randomUUID()}`;
}
