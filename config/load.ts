import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { check } from "./check";
import { ConfigurationError, type ProblemGroup } from "./configuration-error";
import { nearestWord } from "./nearest";
import { problem, type Problem, describeValue, maskValue } from "./problem";
import type { EnvironmentConfig } from "./schema";
import { matchSecretValue } from "./secret-patterns";
import { formatAlternatives, valueAt } from "./setting-schema";

/** The names of the files in config/environments, each of which is also the name of its environment. */
export const ENVIRONMENT_NAMES = ["development", "staging", "production", "local"] as const;

/** A configuration as its file exports it, unchecked. */
export interface ConfigurationSource {
  /** The path that a report shows. */
  readonly file: string;
  readonly input: unknown;
}

export interface LoadOptions {
  /**
   * Names of the environments to return. All environments are checked.
   * @default - all environments
   */
  readonly only?: readonly string[] | undefined;
  /**
   * Path, from the working directory, of a module whose default export is the only environment to load.
   * @default - the environments of config/environments
   */
  readonly file?: string | undefined;
}

/**
 * Loads the environments, with all defaults applied.
 * @throws ConfigurationError with all problems of all environments
 */
export function loadEnvironments({ only, file }: LoadOptions = {}): EnvironmentConfig[] {
  const environments = checkAll(
    file === undefined ? ENVIRONMENT_NAMES.map(importEnvironment) : [importFileOption(file)],
  );
  const names = environments.map(({ environment }) => environment);
  const unknown = only?.filter((name) => !names.includes(name)) ?? [];
  if (unknown.length > 0)
    throw new ConfigurationError([
      { location: "the environments asked for", problems: unknown.map((name) => unknownName(name, names)) },
    ]);
  return environments.filter(({ environment }) => only?.includes(environment) ?? true);
}

/**
 * Loads one environment of config/environments, with all defaults applied. All environments are checked.
 * @throws ConfigurationError with all problems of all environments, or if there is no environment of this name
 */
export function loadEnvironment(name: string): EnvironmentConfig {
  const [environment] = loadEnvironments({ only: [name] });
  if (!environment) throw new Error(`the environment ${name} was checked, but not returned`);
  return environment;
}

/**
 * @param sources the configurations, and the problems of the files that cannot be imported
 * @throws ConfigurationError with all problems of all sources
 */
export function checkAll(sources: readonly (ConfigurationSource | ProblemGroup)[]): EnvironmentConfig[] {
  const environments: EnvironmentConfig[] = [];
  const problemGroups: ProblemGroup[] = [];
  for (const [index, source] of sources.entries()) {
    if ("problems" in source) {
      problemGroups.push(source);
      continue;
    }
    const { file, input } = source;
    const duplicate = duplicateName(input, sources.slice(0, index));
    const checked = check(input);
    const problems = [...(duplicate ? [duplicate] : []), ...("problems" in checked ? checked.problems : [])];
    if ("config" in checked) environments.push(checked.config);
    if (problems.length > 0)
      problemGroups.push({ location: `${environmentNameOf(input)}: edit ${file}`, problems });
  }
  if (problemGroups.length > 0) throw new ConfigurationError(problemGroups);
  return environments;
}

/** An unchanged name in a copied file would overwrite the stacks of the environment it was copied from. */
function duplicateName(
  input: unknown,
  others: readonly (ConfigurationSource | ProblemGroup)[],
): Problem | undefined {
  const name = valueAt(["environment"], input);
  const earlier = others
    .filter((other) => "input" in other)
    .find((other) => name !== undefined && valueAt(["environment"], other.input) === name);
  return (
    earlier &&
    problem(["environment"], {
      given: describeValue(name),
      accepted: `a unique name; ${earlier.file} has the same one`,
    })
  );
}

function environmentNameOf(input: unknown): string {
  const name = valueAt(["environment"], input);
  return typeof name === "string" && !matchSecretValue(name) ? name : "an environment without a name";
}

function unknownName(name: string, names: readonly string[]): Problem {
  return problem(["environment"], {
    given: describeValue(name),
    accepted: formatAlternatives(names),
    nearest: nearestWord(names, name),
  });
}

/** Imports an environment of config/environments only now, so that a broken file ends in the report. */
function importEnvironment(name: string): ConfigurationSource | ProblemGroup {
  return importSource({
    file: `config/environments/${name}.ts`,
    path: join(__dirname, "environments", `${name}.ts`),
    // esbuild bundles all files that this pattern matches, for the packed command line.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    load: () => require(`./environments/${name}.ts`) as unknown,
    location: name,
    setting: [],
  });
}

/** Imports the file of the option `-c config`. */
function importFileOption(file: string): ConfigurationSource | ProblemGroup {
  const path = resolve(file);
  const location = "the command line, -c config";
  const setting = ["config"];
  if (!existsSync(path)) {
    const accepted = "the path of a file that exists, from the working directory";
    return { location, problems: [problem(setting, { given: describeValue(file), accepted })] };
  }
  return importSource({
    file,
    path,
    load: () => createRequire(__filename)(path) as unknown,
    location,
    setting,
  });
}

interface ConfigurationFile {
  readonly file: string;
  readonly path: string;
  readonly load: () => unknown;
  /** Where the file is named: the environment, or the command line. */
  readonly location: string;
  /** The setting that a problem of the file is reported for. */
  readonly setting: readonly PropertyKey[];
}

function importSource({
  file,
  path,
  load,
  location,
  setting,
}: ConfigurationFile): ConfigurationSource | ProblemGroup {
  const failed = (given: string): ProblemGroup => ({
    location: `${location}: edit ${file}`,
    problems: [problem(setting, { given, accepted: "a module whose default export is an environment" })],
  });
  try {
    const input = valueAt(["default"], load());
    return input === undefined ? failed("a module without a default export") : { file, input };
  } catch (error) {
    const reason = importFailure(error, path);
    return failed(`a file whose import fails: ${matchSecretValue(reason) ? maskValue(reason) : reason}`);
  }
}

/** The reason in one line, with its place: `file:line:column: reason`. */
function importFailure(error: unknown, path: string): string {
  if (!(error instanceof Error)) return "it throws a value that is not an Error";
  const [heading = "", firstError] = error.message.split("\n");
  // A syntax error as esbuild reports it.
  const syntaxError = /^(?<place>.+:\d+:\d+): ERROR: (?<reason>.+)$/.exec(firstError ?? "")?.groups;
  return syntaxError
    ? `${syntaxError["place"]}: ${syntaxError["reason"]}`
    : `${placeInStack(error, path)}${error.name}: ${heading}`;
}

/** `file:line:column: ` of the innermost call in the file, or nothing if the stack does not contain the file. */
function placeInStack({ stack = "" }: Error, path: string): string {
  const afterPath = stack.split(`${path}:`)[1];
  const position = /^\d+:\d+/.exec(afterPath ?? "")?.[0];
  return position === undefined ? "" : `${path}:${position}: `;
}
