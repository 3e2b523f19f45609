import { LOGS } from "../../catalog";
import type { RetentionDaysByLog } from "./content";

/** What the resource asks for, with the types that CloudFormation took from it. */
export interface ContentProperties {
  readonly environment: string;
  readonly retentionDays: RetentionDaysByLog;
  readonly replicas: number;
  readonly writers: readonly string[];
  readonly readers: readonly string[];
  readonly auditors: readonly string[];
}

type RawProperties = Readonly<Record<string, unknown>>;

/**
 * Reads the properties of a request, where CloudFormation has made text of every number. A log without a retention has
 * the catalogue's, and one that the catalogue does not have is passed over: after a failed deployment the function gets
 * the properties of an earlier one.
 * @throws Error that names the property, what it is and what was expected
 */
export function parseProperties(properties: RawProperties): ContentProperties {
  return {
    environment: environmentName(properties["environment"]),
    retentionDays: retentionDays(properties["retentionDays"]),
    replicas: wholeNumber("replicas", properties["replicas"], 0),
    writers: listOfText("writers", properties["writers"]),
    readers: listOfText("readers", properties["readers"]),
    auditors: listOfText("auditors", properties["auditors"]),
  };
}

function environmentName(value: unknown): string {
  if (typeof value === "string" && /^[a-z][a-z0-9]*$/.test(value)) return value;
  throw propertyError("environment", value, "lower-case letters and digits, a letter first");
}

function retentionDays(value: unknown): RetentionDaysByLog {
  if (typeof value !== "object" || value === null) throw propertyError("retentionDays", value, "days by log");
  const given = value as RawProperties;
  const rows = LOGS.filter(({ id }) => given[id] !== undefined);
  return Object.fromEntries(rows.map(({ id }) => [id, wholeNumber(`retentionDays.${id}`, given[id], 1)]));
}

function wholeNumber(name: string, value: unknown, min: number): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number) && number >= min) return number;
  throw propertyError(name, value, `a whole number from ${min}`);
}

function listOfText(name: string, value: unknown): readonly string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === "string" && item !== ""))
    return value as string[];
  throw propertyError(name, value, "a list of text");
}

function propertyError(name: string, value: unknown, expected: string): Error {
  const given = value === undefined ? "absent" : JSON.stringify(value);
  return new Error(`property ${name} is ${given}, expected ${expected}`);
}
