export type EnvironmentVariables = Readonly<Partial<Record<string, string>>>;

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
  /**
   * @returns the settings
   * @throws Error with all problems
   */
  finish<Settings>(functionName: string, settings: Settings | undefined): Settings;
}

export function environmentReader(variables: EnvironmentVariables): EnvironmentReader {
  const problems: string[] = [];
  const optional = (name: string) => (variables[name] === "" ? undefined : variables[name]);
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
    finish(functionName, settings) {
      if (problems.length > 0 || settings === undefined)
        throw new Error(`invalid environment variables of ${functionName}: ${problems.join("; ")}`);
      return settings;
    },
  };
}
