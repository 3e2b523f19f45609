import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  checkPrerequisites,
  missing,
  MissingPrerequisitesError,
} from "../../../../local/startup/prerequisites";

const { env } = process;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "inventorysync-prerequisites-"));
  process.env = { PATH: folder };
});

afterEach(() => {
  process.env = env;
  rmSync(folder, { recursive: true });
});

test("one report names every program that is missing or too old, with what was found and the remedy", async () => {
  program("python3", "echo 3.9.2 True");
  const { message } = new MissingPrerequisitesError(await checkPrerequisites({ withSearch: true }));
  expect(message).toMatch(/^\d prerequisites? (?:is|are) not fulfilled; nothing was started\n\n/);
  expect(message).toContain(
    [
      "Python",
      "  required  3.10 or later, with the modules venv and ensurepip",
      `  found     3.9.2 (${join(folder, "python3")})`,
      "  remedy    install Python 3.10 or later",
    ].join("\n"),
  );
});

test("a Python without its module venv is reported with the package", async () => {
  program("python3", "echo 3.12.1 False");
  expect(await found("Python")).toMatchObject({
    found: `3.12.1 (${join(folder, "python3")}) without these modules`,
    remedy: expect.stringContaining("python3-venv") as string,
  });
});

test("a suitable Python is found by another name", async () => {
  program("python3", "exit 1");
  program("python", "echo 3.10.0 True");
  expect(await found("Python")).toMatchObject({ found: "3.10.0" });
  expect(await found("Python")).not.toHaveProperty("remedy");
});

test("Maven and Java are not required without the search engine", async () => {
  const names = (await checkPrerequisites({ withSearch: false })).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["Node.js", "Python"]));
  expect(names).not.toEqual(expect.arrayContaining(["Maven"]));
  expect(names).not.toEqual(expect.arrayContaining(["Java"]));
});

test("external endpoints need no Python, Java and Maven", async () => {
  const address = new URL("https://127.0.0.1:9200");
  address.username = "admin";
  address.password = ["made", "up"].join("-");
  process.env = { PATH: folder, AWS_ENDPOINT_URL: "http://127.0.0.1:4566", OPENSEARCH_URL: address.href };
  program("npm", "exit 0");
  const prerequisites = await checkPrerequisites({ withSearch: true });
  expect(missing(prerequisites)).toEqual([]);
  expect(prerequisites.map(({ name }) => name)).not.toContain("Python");
});

function program(name: string, script: string): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

async function found(name: string) {
  return (await checkPrerequisites({ withSearch: false })).find((prerequisite) => prerequisite.name === name);
}
