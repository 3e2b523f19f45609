import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkJava, checkMaven } from "../../../../local/startup/prerequisites/programs";

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

test.each([
  ["Apache Maven 3.6.0 (1234; 2018)", "3.6.0", true],
  ["Apache Maven 3.6.3", "3.6.3", false],
  ["\u001B[1mApache Maven 3.9.9 (1234)\u001B[m", "3.9.9", false],
  ["Apache Maven 4.0.0-rc-2 (1234)", "4.0.0", false],
])("of %j the version is %s, and too old: %s", (printed, version, isTooOld) => {
  maven(`printf '%s\\n' '${printed}'`);
  const { found, remedy } = checkMaven(undefined);
  expect(found).toBe(version);
  expect(remedy !== undefined).toBe(isTooOld);
});

test("a Maven that is too old or missing is reported with the alternatives", () => {
  const remedy = /^install Maven.*OPENSEARCH_URL.*--without-search$/;
  expect(checkMaven(undefined)).toMatchObject({ found: "no mvn on PATH" });
  expect(checkMaven(undefined).remedy).toMatch(remedy);
  maven("echo Apache Maven 3.1.1");
  expect(checkMaven(undefined).remedy).toMatch(remedy);
});

test("a Maven that cannot run without Java is accepted, because Java is downloaded before it runs", () => {
  maven("echo 'JAVA_HOME is not defined' >&2; exit 1");
  expect(checkMaven(undefined)).not.toHaveProperty("remedy");
  expect(checkMaven(undefined).found).toMatch(/mvn, whose version is unknown$/);
});

test("Java is never missing, because it is downloaded otherwise", () => {
  expect(checkJava(undefined)).not.toHaveProperty("remedy");
});

function maven(script: string): void {
  const file = join(folder, "mvn");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}
