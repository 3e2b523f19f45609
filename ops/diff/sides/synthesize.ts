import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { OperatorError } from "../../cli";

/**
 * Synthesizes one environment of a checkout.
 *
 * @param checkout a folder with `cdk.json` and `node_modules`
 * @param assembly the folder to write
 * @throws OperatorError with the messages of `cdk synth` if it fails
 */
export async function synthesizeEnvironment(
  checkout: string,
  environment: string,
  assembly: string,
): Promise<void> {
  const cdk = createRequire(join(checkout, "package.json")).resolve("aws-cdk/bin/cdk");
  const options = ["--quiet", "--output", assembly, "--context", `environments=${environment}`];
  const child = spawn(process.execPath, [cdk, "synth", ...options], {
    cwd: checkout,
    // Half of the time of a synthesis is CloudFormation's validation of the templates, which `npm run synth` does. The
    // assembly and the findings of cdk-nag are the same without it.
    env: { ...process.env, CDK_VALIDATION: "false" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let messages = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data: Buffer) => {
      messages += data.toString();
    });
  const [status] = (await once(child, "close")) as [number | null];
  if (status !== 0)
    throw new OperatorError(
      `${checkout} does not synthesize ${environment}; fix what npx cdk synth reports there:\n${messages.trim()}`,
    );
}
