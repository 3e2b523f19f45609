import { existsSync } from "node:fs";
import { OperatorError } from "./operator-error";

/**
 * For a command that evaluates the CDK app. The packed command line contains neither the app nor the packages that
 * these commands need, so this comes before their import.
 *
 * @throws OperatorError outside the root of a checkout
 */
export function requireCheckout(command: string): void {
  if (["cdk.json", "bin/app.ts"].every((file) => existsSync(file))) return;
  throw new OperatorError(
    `${process.cwd()} contains no CDK app, and npx logs ${command} synthesizes it; run the command in the root of a checkout`,
  );
}
