import type { Problem } from "./problem";

/** The problems of one source: a file, or the command line. */
export interface ProblemGroup {
  /** The environment and the file to edit, such as `staging: edit config/environments/staging.ts`. */
  readonly location: string;
  readonly problems: readonly Problem[];
}

/** Reports all problems of all environments at once; `message` is the complete report for a terminal. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";

  constructor(readonly problemGroups: readonly ProblemGroup[]) {
    super(report(problemGroups));
  }
}

function report(problemGroups: readonly ProblemGroup[]): string {
  const problems = problemGroups.reduce((sum, group) => sum + group.problems.length, 0);
  const heading = `the configuration has ${problems} ${problems === 1 ? "problem" : "problems"}; nothing was synthesized`;
  return [
    heading,
    ...problemGroups.flatMap(({ location, problems: own }) => [location, ...own.map(formatProblem)]),
  ].join("\n\n");
}

function formatProblem({ path, given, accepted, nearest }: Problem): string {
  return [
    `  ${path}`,
    `    given     ${given}`,
    `    accepted  ${accepted}`,
    ...(nearest === undefined ? [] : [`    nearest   ${nearest}`]),
  ].join("\n");
}
