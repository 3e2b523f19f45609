import { parse } from "yaml";

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps?: readonly Step[]; readonly permissions?: object }>
  >;
}

/** A step of a workflow that runs a command. */
export interface CommandStep {
  /** Id of its job, such as `check`. */
  readonly job: string;
  readonly name: string;
  /** A script of bash. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  /** Why it can run only on GitHub; undefined if it can run here. */
  readonly onlyOnGithub?: string;
}

const EXPRESSION = /\$\{\{(?<name>[^}]+)\}\}/g;

/**
 * The steps of a workflow that run commands, with the values of expressions.
 *
 * @param text the workflow, as YAML
 * @param values by expression, such as `github.base_ref`. A step with another expression can run only on GitHub.
 */
export function commandSteps(text: string, values: Readonly<Record<string, string>>): readonly CommandStep[] {
  const { jobs } = parse(text) as Workflow;
  return Object.entries(jobs).flatMap(([job, { steps = [] }]) =>
    steps.flatMap(({ name, run, env = {} }): readonly CommandStep[] => {
      if (run === undefined) return [];
      const unknown = [run, ...Object.values(env)]
        .flatMap((value) =>
          [...value.matchAll(EXPRESSION)].map(({ groups }) => groups?.["name"]?.trim() ?? ""),
        )
        .filter((expression) => !(expression in values));
      const resolve = (value: string) =>
        value.replaceAll(EXPRESSION, (_, expression: string) => values[expression.trim()] ?? "");
      return [
        {
          job,
          name: name ?? run,
          script: resolve(run),
          env: Object.fromEntries(Object.entries(env).map(([variable, value]) => [variable, resolve(value)])),
          ...(unknown.length > 0 && { onlyOnGithub: `it needs ${[...new Set(unknown)].join(", ")}` }),
        },
      ];
    }),
  );
}
