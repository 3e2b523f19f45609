import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { check } from "./check";
import { ConfigurationError, type Finding } from "./configuration-error";
import { SHIPPED, type Source } from "./environments";
import { nearestWord } from "./nearest";
import { problem, type Problem, show } from "./problem";
import type { EnvironmentConfig } from "./schema";
import { secretValue } from "./secret-kinds";
import { oneOf, valueAt } from "./settings";

export interface LoadOptions {
  /**
   * Names of the environments wanted; the others are checked all the same.
   * @default - all of them
   */
  readonly only?: readonly string[] | undefined;
  /**
   * Path, from the working directory, of a module whose default export is the one environment to load.
   * @default - the environments of config/environments
   */
  readonly file?: string | undefined;
}

/**
 * The environments, checked and with every default filled in.
 * @throws ConfigurationError with all problems of all environments
 */
export function loadEnvironments({ only, file }: LoadOptions = {}): EnvironmentConfig[] {
  const environments = checkAll(file === undefined ? SHIPPED : [sourceOf(file)]);
  const names = environments.map(({ environment }) => environment);
  const unknown = only?.filter((name) => !names.includes(name)) ?? [];
  if (unknown.length > 0)
    throw new ConfigurationError([
      { where: "the environments asked for", problems: unknown.map((name) => noSuchName(name, names)) },
    ]);
  return environments.filter(({ environment }) => only?.includes(environment) ?? true);
}

/** @throws ConfigurationError with all problems of all sources */
export function checkAll(sources: readonly Source[]): EnvironmentConfig[] {
  const environments: EnvironmentConfig[] = [];
  const findings: Finding[] = [];
  for (const [index, { file, input }] of sources.entries()) {
    const taken = takenName(input, sources.slice(0, index));
    const checked = check(input);
    const problems = [...(taken ? [taken] : []), ...("problems" in checked ? checked.problems : [])];
    if ("config" in checked) environments.push(checked.config);
    if (problems.length > 0) findings.push({ where: `${nameOf(input)}: edit ${file}`, problems });
  }
  if (findings.length > 0) throw new ConfigurationError(findings);
  return environments;
}

/** A copied file whose name was left as it was would deploy over the environment it was copied from. */
function takenName(input: unknown, others: readonly Source[]): Problem | undefined {
  const name = valueAt(["environment"], input);
  const namesake = others.find(
    (other) => name !== undefined && valueAt(["environment"], other.input) === name,
  );
  return (
    namesake &&
    problem(["environment"], {
      given: show(name),
      accepted: `a name of its own; ${namesake.file} has this one`,
    })
  );
}

function nameOf(input: unknown): string {
  const name = valueAt(["environment"], input);
  return typeof name === "string" && !secretValue(name) ? name : "an environment without a name";
}

function noSuchName(name: string, names: readonly string[]): Problem {
  return problem(["environment"], {
    given: show(name),
    accepted: oneOf(names),
    nearest: nearestWord(names, name),
  });
}

/** @throws ConfigurationError when there is no such file, or it exports no environment */
function sourceOf(file: string): Source {
  const refuse = (accepted: string) =>
    new ConfigurationError([
      {
        where: "the command line, -c config",
        problems: [problem(["config"], { given: show(file), accepted })],
      },
    ]);
  const path = resolve(file);
  if (!existsSync(path)) throw refuse("the path of a file that exists, from the working directory");
  const input = valueAt(["default"], createRequire(__filename)(path));
  if (input === undefined) throw refuse("a module whose default export is an environment");
  return { file, input };
}
