import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { check } from "./check";
import { ConfigurationError, type ProblemGroup } from "./configuration-error";
import { ENVIRONMENT_SOURCES, type ConfigurationSource } from "./environments";
import { nearestWord } from "./nearest";
import { problem, type Problem, describeValue, maskValue } from "./problem";
import type { EnvironmentConfig } from "./schema";
import { matchSecretValue } from "./secret-patterns";
import { formatAlternatives, valueAt } from "./setting-schema";

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
  const environments = checkAll(file === undefined ? ENVIRONMENT_SOURCES : [loadSource(file)]);
  const names = environments.map(({ environment }) => environment);
  const unknown = only?.filter((name) => !names.includes(name)) ?? [];
  if (unknown.length > 0)
    throw new ConfigurationError([
      { location: "the environments asked for", problems: unknown.map((name) => unknownName(name, names)) },
    ]);
  return environments.filter(({ environment }) => only?.includes(environment) ?? true);
}

/** @throws ConfigurationError with all problems of all sources */
export function checkAll(sources: readonly ConfigurationSource[]): EnvironmentConfig[] {
  const environments: EnvironmentConfig[] = [];
  const problemGroups: ProblemGroup[] = [];
  for (const [index, { file, input }] of sources.entries()) {
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
function duplicateName(input: unknown, others: readonly ConfigurationSource[]): Problem | undefined {
  const name = valueAt(["environment"], input);
  const earlier = others.find(
    (other) => name !== undefined && valueAt(["environment"], other.input) === name,
  );
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

const ACCEPTED_MODULE = "a module whose default export is an environment";

/** @throws ConfigurationError if the file does not exist, cannot be imported, or exports no environment */
function loadSource(file: string): ConfigurationSource {
  const path = resolve(file);
  const given = describeValue(file);
  if (!existsSync(path))
    throw optionError({ given, accepted: "the path of a file that exists, from the working directory" });
  const input = valueAt(["default"], importModule(file, path));
  if (input === undefined) throw optionError({ given, accepted: ACCEPTED_MODULE });
  return { file, input };
}

function importModule(file: string, path: string): unknown {
  try {
    return createRequire(__filename)(path);
  } catch (error) {
    const reason = importFailure(error);
    const given = `a file whose import fails: ${matchSecretValue(reason) ? maskValue(reason) : reason}`;
    throw optionError({ given, accepted: ACCEPTED_MODULE }, `edit ${file}`);
  }
}

/** The reason in one line, with the place for a syntax error as esbuild gives it: `file:line:column: ERROR: reason`. */
function importFailure(error: unknown): string {
  if (!(error instanceof Error)) return "it throws a value that is not an Error";
  const [heading = "", firstError] = error.message.split("\n");
  const syntaxError = /^(?<place>.+:\d+:\d+): ERROR: (?<reason>.+)$/.exec(firstError ?? "")?.groups;
  return syntaxError ? `${syntaxError["place"]}: ${syntaxError["reason"]}` : `${error.name}: ${heading}`;
}

function optionError(details: Pick<Problem, "given" | "accepted">, remedy?: string): ConfigurationError {
  return new ConfigurationError([
    {
      location: ["the command line, -c config", ...(remedy === undefined ? [] : [remedy])].join(": "),
      problems: [problem(["config"], details)],
    },
  ]);
}
