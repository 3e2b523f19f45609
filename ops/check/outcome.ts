/** What a check found out. "not verifiable" is not success: nobody knows whether the property holds. */
export type Outcome =
  | {
      readonly result: "verified";
      /** What was compared with what. */
      readonly how: string;
    }
  | {
      readonly result: "failed" | "not verifiable";
      /** What was found, or why nothing could be found. */
      readonly how: string;
      readonly remedy: string;
    };

export type Result = Outcome["result"];

export function verified(how: string): Outcome {
  return { result: "verified", how };
}

export function failed(how: string, remedy: string): Outcome {
  return { result: "failed", how, remedy };
}

export function notVerifiable(how: string, remedy: string): Outcome {
  return { result: "not verifiable", how, remedy };
}

/** Failed with all problems, or verified without one. */
export function unlessProblems(problems: readonly string[], how: string, remedy: string): Outcome {
  return problems.length === 0 ? verified(how) : failed(problems.join("; "), remedy);
}

/** `npx cdk deploy 'production/*'`: the remedy for what a deployment creates. */
export function deployAgain(environment: string): string {
  return `deploy the environment: npx cdk deploy '${environment}/*'`;
}

/** The remedy for what a deployment created: CloudFormation restores what was changed by hand only on demand. */
export function restoreByDeployment(environment: string): string {
  return `${deployAgain(environment)}, with --revert-drift if it was changed by hand`;
}
