import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "../../scripts/chromium";

const { env } = process;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "chromium-"));
});

afterEach(async () => {
  process.env = env;
  await rm(folder, { recursive: true });
});

test("without a browser there is none", () => {
  process.env = { PATH: folder };
  expect(findChromium()).toBeUndefined();
});

test.each(["chromium", "google-chrome"])("%s on PATH is found", async (name) => {
  const executable = await createExecutable(name);
  process.env = { PATH: folder };
  expect(findChromium()).toBe(executable);
});

test("CHROMIUM_PATH takes precedence over PATH", async () => {
  await createExecutable("chromium");
  const configured = await createExecutable("another-browser");
  process.env = { PATH: folder, CHROMIUM_PATH: configured };
  expect(findChromium()).toBe(configured);
});

test("a CHROMIUM_PATH that cannot be executed is no browser, whatever PATH has", async () => {
  await createExecutable("chromium");
  process.env = { PATH: folder, CHROMIUM_PATH: join(folder, "missing") };
  expect(findChromium()).toBeUndefined();
});

async function createExecutable(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, "");
  await chmod(path, 0o755);
  return path;
}
