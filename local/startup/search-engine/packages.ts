import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

/** A package in pom.xml, with the file name that Maven uses. */
export interface Package {
  readonly file: string;
  /** Checksum of the published file. The Maven repository has none for the distribution. */
  readonly sha256: string;
}

export const VERSION = "3.7.0";

export const DISTRIBUTION: Package = {
  file: `opensearch-${VERSION}.zip`,
  sha256: "c5c8eb3828a2aead77e9d3bb9d280f54c4de190b0b67f0e412c38663627f1b06",
};

/**
 * The newest version that is published as a package. It also works with the newer search engine after its descriptor is
 * changed.
 */
export const SECURITY_PLUGIN: Package = {
  file: "opensearch-security-3.4.0.0.zip",
  sha256: "fc164c084979f7f793d295b6bca56bf8bee76dafb762adef9f14fa872e0a7596",
};

/** @throws Error if the checksum of a downloaded package differs */
export async function checkPackage(folder: string, { file, sha256 }: Package): Promise<void> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(join(folder, file)), hash);
  const actual = hash.digest("hex");
  if (actual !== sha256) {
    throw new Error(
      `${file} has the SHA-256 ${actual}, not ${sha256}; delete it from Maven's local repository and start again`,
    );
  }
}
