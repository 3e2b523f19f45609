import { dirname } from "node:path";
import { awsEnvironment } from "../../local/startup/deployment/cdk";
import { runProgram } from "../fixtures/run-program";
import { platformEndpoints } from "./platform-endpoints";

/**
 * Deploys stacks to the emulator with the CDK CLI.
 *
 * @param stacks a pattern of stack paths, such as `first/*`
 * @param assembly the folder of the cloud assembly
 * @param home an empty folder, so that the CLI reads no settings of the user
 */
export function cdkDeploy(stacks: string, assembly: string, home: string, ...options: readonly string[]) {
  const cdk = require.resolve("aws-cdk/bin/cdk");
  const args = [cdk, "deploy", stacks, "--app", assembly, "--require-approval", "never", ...options];
  const { status, stdout, stderr } = runProgram(process.execPath, args, {
    cwd: home,
    env: {
      PATH: dirname(process.execPath),
      HOME: home,
      CDK_DISABLE_CLI_TELEMETRY: "1",
      ...awsEnvironment(platformEndpoints().aws),
    },
  });
  return { status, output: `${stdout}${stderr}` };
}
