import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  checkPackage,
  DISTRIBUTION,
  SECURITY_PLUGIN,
} from "../../../../local/startup/search-engine/packages";

test("Maven downloads exactly the files with known checksums", () => {
  const pom = readFileSync("local/startup/search-engine/pom.xml", "utf8");
  const items = pom.split("<artifactItem>").slice(1);
  const files = items.map(
    (item) => `${element(item, "artifactId")}-${element(item, "version")}.${element(item, "type")}`,
  );
  expect(files).toEqual([DISTRIBUTION.file, SECURITY_PLUGIN.file]);
});

describe("a downloaded package", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "packages-"));
    await writeFile(join(folder, "some.zip"), "content");
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  test("with the published checksum is accepted", async () => {
    const sha256 = createHash("sha256").update("content").digest("hex");
    await expect(checkPackage(folder, { file: "some.zip", sha256 })).resolves.toBeUndefined();
  });

  test("with another checksum is rejected", async () => {
    await expect(checkPackage(folder, { file: "some.zip", sha256: "0".repeat(64) })).rejects.toThrow(
      /^some\.zip has the SHA-256 [0-9a-f]{64}, not 0{64}; delete it/,
    );
  });
});

function element(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1];
}
