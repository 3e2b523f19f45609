import { LOGS } from "../../catalog";
import { SafeError } from "../shared/safe-error";
import type { RetentionDaysByLog } from "./content";

/** The properties of the custom resource, with their types restored. */
export interface ContentProperties {
  readonly environment: string;
  readonly retentionDays: RetentionDaysByLog;
  readonly primaryShards: number;
  readonly replicas: number;
  readonly writers: readonly string[];
  readonly readers: readonly string[];
  readonly auditors: readonly string[];
}

type RawProperties = Readonly<Record<string, unknown>>;

/**
 * Parses the properties of a request. CloudFormation converts numbers to text. A log without a retention has the
 * catalogue's. An unknown log is ignored, and `primaryShards` may be missing, because after a failed deployment the
 * function receives the properties of an earlier one.
 * @throws Error that names the property, its value and the expected value
 */
export function parseProperties(properties: RawProperties): ContentProperties {
  return {
    environment: environmentName(properties["environment"]),
    retentionDays: retentionDays(properties["retentionDays"]),
    primaryShards: wholeNumber("primaryShards", properties["primaryShards"] ?? 1, 1),
    replicas: wholeNumber("replicas", properties["replicas"], 0),
    writers: listOfText("writers", properties["writers"]),
    readers: listOfText("readers", properties["readers"]),
    auditors: listOfText("auditors", properties["auditors"]),
  };
}

function environmentName(value: unknown): string {
  if (typeof value === "string" && /^[a-z][a-z0-9]*$/.test(value)) return value;
  throw propertyError("environment", value, "lower-case letters and digits, starting with a letter");
}

function retentionDays(value: unknown): RetentionDaysByLog {
  if (typeof value !== "object" || value === null)
    throw propertyError("retentionDays", value, "an object of days by log");
  const given = value as RawProperties;
  const rows = LOGS.filter(({ id }) => given[id] !== undefined);
  return Object.fromEntries(rows.map(({ id }) => [id, wholeNumber(`retentionDays.${id}`, given[id], 1)]));
}

function wholeNumber(name: string, value: unknown, min: number): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number) && number >= min) return number;
  throw propertyError(name, value, `a whole number of at least ${min}`);
}

function listOfText(name: string, value: unknown): readonly string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === "string" && item !== ""))
    return value as string[];
  throw propertyError(name, value, "a list of non-empty strings");
}

function propertyError(name: string, value: unknown, expected: string): Error {
  const given = value === undefined ? "absent" : JSON.stringify(value);
  return new SafeError(`property ${name} is ${given}, expected ${expected}`);
}
