import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { compareText } from "../canonical-json";
import type { EvidenceEntry } from "./entry";
import { hashOf } from "./evidence-index";

/** Every file of a folder with its hash, by path. */
export function hashReports(folder: string): EvidenceEntry["reports"] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(folder.length).split(sep).filter(Boolean).join("/"))
    .sort(compareText)
    .map((file) => ({ file, sha256: hashOf(readFileSync(join(folder, file))) }));
}

/** What differs between the files of a folder and an entry: files that are missing, changed, or not in the entry. */
export function reportProblems(folder: string, { reports, at }: EvidenceEntry): readonly string[] {
  const recorded = new Set(reports.map(({ file }) => file));
  return [
    ...reports.flatMap(({ file, sha256 }) => {
      const path = join(folder, file);
      if (!existsSync(path)) return [`${path} is missing, which the entry of ${at} lists`];
      const actual = hashOf(readFileSync(path));
      return actual === sha256
        ? []
        : [`${path} has the hash ${actual}, expected ${sha256} of the entry of ${at}`];
    }),
    ...hashReports(folder)
      .filter(({ file }) => !recorded.has(file))
      .map(({ file }) => `${join(folder, file)} is not in the entry of ${at}`),
  ];
}
