import { closest } from "fastest-levenshtein";
import type { SettingSchema } from "./setting-schema";

/** The valid value nearest to the given one; undefined if none is near. */
export function nearest(setting: SettingSchema, given: unknown): string | number | boolean | undefined {
  switch (setting.type) {
    case "boolean":
      return BOOLEANS.find(({ words }) => words.test(String(given)))?.value;
    case "integer":
    case "number": {
      const number = numberOf(given);
      if (number === undefined) return undefined;
      if (setting.enum) return nearestNumber(setting.enum.map(Number), number);
      return clamp(setting.type === "integer" ? Math.round(number) : number, setting);
    }
    case "string":
      if (typeof given !== "string") return undefined;
      if (setting.enum) return nearestWord(setting.enum.map(String), given);
      return nearestCorrection(setting.pattern, given.trim());
    case "array":
    case "object":
    case undefined:
      return undefined;
  }
}

/** Spellings from other configuration languages. */
const BOOLEANS = [
  { value: true, words: /^(?:true|yes|on|1)$/i },
  { value: false, words: /^(?:false|no|off|0)$/i },
] as const;

function numberOf(given: unknown): number | undefined {
  const number = typeof given === "string" && given.trim() !== "" ? Number(given) : given;
  return typeof number === "number" && !Number.isNaN(number) ? number : undefined;
}

/** The word that starts with the given one, or else the word with the smallest edit distance; case-insensitive. */
export function nearestWord(words: readonly string[], given: string): string | undefined {
  if (words.length === 0) return undefined;
  const lower = words.map((word) => word.toLowerCase());
  const wanted = given.toLowerCase();
  const found = lower.find((word) => wanted !== "" && word.startsWith(wanted)) ?? closest(wanted, lower);
  return words[lower.indexOf(found)];
}

/** The nearest number; the smaller one of two at the same distance. */
export function nearestNumber(numbers: readonly number[], given: number): number | undefined {
  return [...numbers].sort((a, b) => Math.abs(a - given) - Math.abs(b - given) || a - b)[0];
}

function clamp(given: number, { minimum = -Infinity, maximum = Infinity }: SettingSchema): number {
  return Math.min(Math.max(given, minimum), maximum);
}

/** Corrections of common mistakes in names, instance types, URLs and paths. */
const CORRECTIONS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toLowerCase(),
  (text) => text.toLowerCase().replace(/[^a-z0-9]/g, ""),
  (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
  (text) => `${text.toLowerCase()}.search`,
  (text) => `https://${text.replace(/^[a-z]+:\/\//i, "")}`,
  (text) => `/${text}`,
];

function nearestCorrection(pattern: string | undefined, text: string): string | undefined {
  if (pattern === undefined) return undefined;
  const valid = new RegExp(pattern);
  return CORRECTIONS.map((correct) => correct(text)).find((corrected) => valid.test(corrected));
}
