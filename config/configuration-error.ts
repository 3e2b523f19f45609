import type { Problem } from "./problem";

/** What is wrong in one place: a file, or the command line. */
export interface Finding {
  /** Whose problems they are and what to edit, such as `staging: edit config/environments/staging.ts`. */
  readonly where: string;
  readonly problems: readonly Problem[];
}

/** Every problem of every environment at once; `message` is the whole report, ready for a terminal. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";

  constructor(readonly findings: readonly Finding[]) {
    super(report(findings));
  }
}

function report(findings: readonly Finding[]): string {
  const problems = findings.reduce((sum, finding) => sum + finding.problems.length, 0);
  const heading = `the configuration has ${problems} ${problems === 1 ? "problem" : "problems"}; nothing was synthesized`;
  return [heading, ...findings.flatMap(({ where, problems: own }) => [where, ...own.map(paragraph)])].join(
    "\n\n",
  );
}

function paragraph({ path, given, accepted, nearest }: Problem): string {
  return [
    `  ${path}`,
    `    given     ${given}`,
    `    accepted  ${accepted}`,
    ...(nearest === undefined ? [] : [`    nearest   ${nearest}`]),
  ].join("\n");
}
