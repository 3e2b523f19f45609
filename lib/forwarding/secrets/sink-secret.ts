import { CfnOutput } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { secretName } from "../../../catalog";
import { FunctionSecret, type FunctionSecretProps } from "./function-secret";

export type SinkSecretProps = Pick<FunctionSecretProps, "name" | "description" | "config" | "key">;

/**
 * The credential of a sink. The generated value is a placeholder. A stack output contains the command with which an
 * operator stores the real credential.
 */
export class SinkSecret extends FunctionSecret {
  constructor(scope: Construct, id: string, props: SinkSecretProps) {
    const { name, config } = props;
    super(scope, id, {
      ...props,
      noRotationReason:
        "the sink's own service issues the credential and has no API to rotate it; an operator rotates it there and " +
        "stores the new value with the command of the stack output",
    });
    new CfnOutput(this, "PutValue", {
      description: `stores the ${name}; the command prompts for the value, so that the shell history does not contain it`,
      value:
        `read -rsp "${name}: " VALUE && aws secretsmanager put-secret-value --region ${config.region} ` +
        `--secret-id ${secretName(config.environment, name)} --secret-string "$VALUE"; unset VALUE`,
    });
  }
}
