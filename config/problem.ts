import { matchSecretValue } from "./secret-patterns";

/** One problem of a configuration. No part of it shows a value that may be a secret. */
export interface Problem {
  /** The setting, such as `search.hosts[0]`. */
  readonly path: string;
  /** The value in the file. */
  readonly given: string;
  readonly accepted: string;
  /** The valid value nearest to the given one, if one is near. */
  readonly nearest?: string;
}

interface ProblemDetails {
  readonly given: string;
  readonly accepted: string;
  readonly nearest?: string | number | boolean | undefined;
}

export function problem(path: readonly PropertyKey[], { nearest, ...details }: ProblemDetails): Problem {
  return { path: formatPath(path), ...details, ...(nearest !== undefined && { nearest: String(nearest) }) };
}

/** A key that is a secret itself is masked like a value. */
function formatPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "the whole configuration";
  return path
    .map((key) =>
      typeof key === "number" ? `[${key}]` : `.${matchSecretValue(key) ? maskValue(key) : String(key)}`,
    )
    .join("")
    .replace(/^\./, "");
}

/** A value as text. Objects and lists are described only by their type, because they may contain anything. */
export function describeValue(value: unknown): string {
  if (matchSecretValue(value)) return maskValue(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "number":
    case "bigint":
    case "boolean":
      return value.toString();
    case "undefined":
      return "nothing";
    case "object":
      return value === null ? "null" : "an object";
    case "function":
    case "symbol":
      return `a ${typeof value}`;
  }
}

/** Describes a value without showing it. */
export function maskValue(value: unknown): string {
  return typeof value === "string" ? `(${value.length} characters, not shown)` : "(not shown)";
}
