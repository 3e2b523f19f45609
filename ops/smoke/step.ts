/** What is wrong, where, and what was expected; and what an operator does about it. */
export interface Problem {
  readonly problem: string;
  readonly remedy: string;
}

/** The outcome of a step. `skipped`: it cannot be done here, and the reason is in `how`. */
export type StepOutcome =
  | { readonly result: "passed" | "skipped"; readonly how: string }
  | { readonly result: "failed"; readonly problems: readonly Problem[] };

export type StepResult = StepOutcome & {
  readonly id: string;
  /** What the step proves, as a statement. */
  readonly title: string;
  readonly durationMs: number;
};

export function unlessProblems(problems: readonly Problem[], how: string): StepOutcome {
  return problems.length === 0 ? { result: "passed", how } : { result: "failed", problems };
}
