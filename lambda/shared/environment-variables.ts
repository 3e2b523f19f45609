import { addressProblem, type AddressPolicy } from "./intake-address";
import { SafeError } from "./safe-error";

export type EnvironmentVariables = Readonly<Partial<Record<string, string>>>;

/** Environment variables that restrict the addresses of intakes. */
export interface AddressVariables {
  /** `true`: addresses may be private, and then use http. */
  readonly ALLOW_PRIVATE_ADDRESSES?: "true";
}

const ALLOW_PRIVATE_VARIABLE = "ALLOW_PRIVATE_ADDRESSES" satisfies keyof AddressVariables;

/** Reads a function's environment variables. An empty variable counts as missing. */
export interface EnvironmentReader {
  /** The problems found so far. Reading continues after a problem, so that all of them are reported together. */
  readonly problems: string[];
  optional(name: string): string | undefined;
  /** @returns an empty text if the variable is missing, and adds a problem */
  required(name: string, expected: string): string;
  /** Adds a problem if the variable is set. */
  forbid(name: string, reason: string): void;
  /** Adds a problem if the value is not a URL. */
  requireUrl(name: string, value: string): void;
  /** The addresses that `ALLOW_PRIVATE_ADDRESSES` allows. Adds a problem if the variable has another value than `true`. */
  addressPolicy(): AddressPolicy;
  /** Adds a problem if the value is not the address of an intake that the policy allows. Does not repeat the value. */
  requireIntakeAddress(name: string, value: string): void;
  /**
   * @returns the settings
   * @throws SafeError with all problems
   */
  finish<Settings>(functionName: string, settings: Settings | undefined): Settings;
}

export function environmentReader(variables: EnvironmentVariables): EnvironmentReader {
  const problems: string[] = [];
  const optional = (name: string) => (variables[name] === "" ? undefined : variables[name]);
  const addressPolicy = () => ({ allowPrivate: optional(ALLOW_PRIVATE_VARIABLE) === "true" });
  const given = optional(ALLOW_PRIVATE_VARIABLE);
  if (given !== undefined && given !== "true")
    problems.push(`${ALLOW_PRIVATE_VARIABLE} is ${JSON.stringify(given)}, expected true, or no value`);
  return {
    problems,
    optional,
    required(name, expected) {
      const value = optional(name);
      if (value === undefined) problems.push(`${name} is missing, expected ${expected}`);
      return value ?? "";
    },
    forbid(name, reason) {
      if (optional(name) !== undefined) problems.push(`${name} is set, but ${reason}`);
    },
    requireUrl(name, value) {
      if (!URL.canParse(value))
        problems.push(`${name} is ${JSON.stringify(value)}, expected a URL such as https://host`);
    },
    addressPolicy,
    requireIntakeAddress(name, value) {
      const problem = addressProblem(value, addressPolicy());
      if (problem !== undefined) problems.push(`${name} is ${problem}, expected a URL such as https://host`);
    },
    finish(functionName, settings) {
      if (problems.length > 0 || settings === undefined)
        throw new SafeError(`invalid environment variables of ${functionName}: ${problems.join("; ")}`);
      return settings;
    },
  };
}
