import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { OperatorError } from "../cli";
import type { EvaluatedEnvironment } from "./evaluated-environment";

/** Three times the size for production. */
const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;

/**
 * Applies every rule to every resource of an environment, in a process of its own: the command line does not load the
 * CDK. The functions are not bundled, because no rule reads their code.
 *
 * @param checkout the folder of the project
 * @param today the day with which review dates are compared, such as `2026-11-27`
 * @throws OperatorError with the messages of the process if it fails
 */
export async function evaluateEnvironment(
  checkout: string,
  environment: string,
  today: string,
): Promise<EvaluatedEnvironment> {
  const args = ["scripts/run.cjs", "bin/evaluate-rules.ts", environment, today];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      cwd: checkout,
      maxBuffer: MAX_OUTPUT_BYTES,
    });
    return JSON.parse(stdout) as EvaluatedEnvironment;
  } catch (cause) {
    const { stderr = "", message } = cause as Error & { readonly stderr?: string };
    throw new OperatorError(
      `the rules could not be evaluated for ${environment} in ${checkout}; fix what the CDK app reports:\n` +
        (stderr.trim() === "" ? message : stderr.trim()),
      { cause },
    );
  }
}
