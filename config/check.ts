import { problemsOf } from "./issues";
import type { Problem } from "./problem";
import { RULES } from "./rules";
import { type EnvironmentConfig, environmentSchema } from "./schema";
import { findSecrets } from "./secret-problems";

/** A configuration with its defaults, or all of its problems. */
export type CheckResult = { readonly config: EnvironmentConfig } | { readonly problems: readonly Problem[] };

export function check(input: unknown): CheckResult {
  const parsed = environmentSchema.safeParse(input);
  const problems = onePerSetting([
    // First, so that no other problem shows a setting that contains a secret.
    ...findSecrets(input),
    ...RULES.flatMap((rule) => rule(input) ?? []),
    ...(parsed.error?.issues.flatMap((issue) => problemsOf(issue, input)) ?? []),
  ]);
  return parsed.success && problems.length === 0 ? { config: parsed.data } : { problems };
}

/** One problem per setting is enough: a retention of 61 days is both too short and not a valid period. */
function onePerSetting(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ path }, index) => problems.findIndex((other) => other.path === path) === index);
}
