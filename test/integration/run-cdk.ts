import { dirname } from "node:path";
import { awsEnvironment } from "../../local/startup/deployment/cdk";
import { runProgram } from "../fixtures/run-program";
import { platformEndpoints } from "./platform-endpoints";

/** Which stacks a command of the CDK CLI is about. */
export interface CdkTarget {
  /** A pattern of stack paths, such as `first/*`. */
  readonly stacks: string;
  /** The folder of the cloud assembly. */
  readonly assembly: string;
  /** An empty folder, so that the CLI reads no settings of the user. */
  readonly home: string;
}

/** Deploys stacks to the emulator with the CDK CLI. */
export function cdkDeploy(target: CdkTarget, ...options: readonly string[]) {
  return runCdk("deploy", target, "--require-approval", "never", ...options);
}

export function cdkDestroy(target: CdkTarget) {
  return runCdk("destroy", target, "--force");
}

function runCdk(
  command: string,
  { stacks, assembly, home }: CdkTarget,
  ...options: readonly string[]
): { readonly status: number | null; readonly output: string } {
  const cdk = require.resolve("aws-cdk/bin/cdk");
  const { status, stdout, stderr } = runProgram(
    process.execPath,
    [cdk, command, stacks, "--app", assembly, ...options],
    {
      cwd: home,
      env: {
        PATH: dirname(process.execPath),
        HOME: home,
        CDK_DISABLE_CLI_TELEMETRY: "1",
        ...awsEnvironment(platformEndpoints().aws),
      },
    },
  );
  return { status, output: `${stdout}${stderr}` };
}
