export type EnvironmentVariables = Readonly<Partial<Record<string, string>>>;

/** Reads a function's environment variables. An empty variable counts as absent. */
export interface EnvironmentReader {
  /** What is wrong so far. Reading goes on after a problem, so that all of them are reported together. */
  readonly problems: string[];
  optional(name: string): string | undefined;
  /** @returns an empty text for a variable that is missing, which is then a problem */
  required(name: string, expected: string): string;
  /** Makes a problem of a variable that is set. */
  forbid(name: string, reason: string): void;
  /** Makes a problem of a value that is not a URL. */
  requireUrl(name: string, value: string): void;
  /**
   * @returns the settings that were read
   * @throws Error with every problem
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
        problems.push(`${name} has ${JSON.stringify(value)}, expected an address such as https://host`);
    },
    finish(functionName, settings) {
      if (problems.length > 0 || settings === undefined)
        throw new Error(`the environment variables of ${functionName} are wrong: ${problems.join("; ")}`);
      return settings;
    },
  };
}
