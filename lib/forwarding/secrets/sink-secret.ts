import { CfnOutput } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { secretName } from "../../../catalog";
import { FunctionSecret, type FunctionSecretProps } from "./function-secret";

export type SinkSecretProps = Pick<FunctionSecretProps, "name" | "description" | "config" | "key">;

/**
 * The credential of a sink. Only an operator ever knows it: the generated value is a placeholder, and an output says with
 * which command to put the real one in.
 */
export class SinkSecret extends FunctionSecret {
  constructor(scope: Construct, id: string, props: SinkSecretProps) {
    const { name, config } = props;
    super(scope, id, {
      ...props,
      noRotationReason:
        `the ${name} is issued by the sink's own service, which has no interface to rotate it; ` +
        "it is rotated there by a person, who puts the new value in with the command of the output",
    });
    new CfnOutput(this, "PutValue", {
      description: `puts the ${name} in; the command asks for it, so that no shell history keeps it`,
      value:
        `read -rsp "${name}: " VALUE && aws secretsmanager put-secret-value --region ${config.region} ` +
        `--secret-id ${secretName(config.environment, name)} --secret-string "$VALUE"; unset VALUE`,
    });
  }
}
