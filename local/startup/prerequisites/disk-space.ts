import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { PROJECT_FOLDER } from "../workspace";
import type { Prerequisite } from "./prerequisite";

const MB = 1_000_000;
/** All installations need 650 MB, and while OpenSearch is installed 400 MB more, measured on Linux. */
const INSTALLATIONS_BYTES = 1_100 * MB;
/** Twice what a run with OpenSearch wrote in ten minutes. */
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
