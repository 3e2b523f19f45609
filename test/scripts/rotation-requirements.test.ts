import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findLogrotate, findMountPrefix } from "../../scripts/rotation-requirements";

const { env } = process;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "requirements-"));
  process.env = { ...env, PATH: folder };
});

afterEach(async () => {
  process.env = env;
  await rm(folder, { recursive: true });
});

test("logrotate on PATH is found first", async () => {
  const logrotate = await createProgram("logrotate", "exit 0");

  expect(findLogrotate()).toBe(logrotate);
});

test("without a program that mounts, nobody may mount", () => {
  expect(findMountPrefix()).toBeUndefined();
});

test("a user who may mount needs no sudo", async () => {
  await createProgram("unshare", "exit 0");
  await createProgram("sudo", "exit 0");

  expect(findMountPrefix()).toEqual([]);
});

test("a user who may not mount needs sudo", async () => {
  await createProgram("unshare", "exit 1");
  await createProgram("sudo", "exit 0");

  expect(findMountPrefix()).toEqual(["sudo", "-n"]);
});

async function createProgram(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}
