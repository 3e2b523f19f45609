import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { PROJECT_FOLDER } from "../workspace";
import type { Prerequisite } from "./prerequisite";

const MB = 1_000_000;
/**
 * Measured on Linux: MiniStack 90 MB, Spotlight 115 MB, OpenSearch 245 MB, and 400 MB more while it is unpacked. The rest
 * is a reserve for Java, which was not measured.
 */
const INSTALLATIONS_BYTES = 1_100 * MB;
/** An estimate, not measured: data, logs and the cloud assembly of one run. */
const RUN_BYTES = 500 * MB;

/** @param options `isComplete`: whether earlier runs have installed everything */
export function checkDiskSpace({ isComplete }: { readonly isComplete: boolean }): readonly Prerequisite[] {
  return [
    ...(isComplete ? [] : [checkFolder(PROJECT_FOLDER, INSTALLATIONS_BYTES)]),
    checkFolder(tmpdir(), RUN_BYTES),
  ];
}

export function checkFolder(folder: string, requiredBytes: number): Prerequisite {
  const { bavail, bsize } = statfsSync(folder);
  const freeBytes = bavail * bsize;
  return {
    name: `disk space in ${folder}`,
    required: formatBytes(requiredBytes),
    found: `${formatBytes(freeBytes)} free`,
    ...(freeBytes < requiredBytes && {
      remedy: `make ${formatBytes(requiredBytes - freeBytes)} more available`,
    }),
  };
}

function formatBytes(bytes: number): string {
  return bytes < 10_000 * MB ? `${Math.ceil(bytes / MB)} MB` : `${Math.floor(bytes / (1_000 * MB))} GB`;
}
