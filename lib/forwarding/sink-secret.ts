import { CfnOutput, RemovalPolicy } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as secretsmanager from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { type SecretName, secretName } from "../catalog";
import { acknowledge } from "../compliance";
import type { EnvironmentConfig } from "../config/schema";
import { allowKeyThrough } from "./use-key";

export interface SinkSecretProps {
  readonly name: SecretName;
  /** What it holds, for the person who fills it in. */
  readonly says: string;
  readonly config: EnvironmentConfig;
  readonly key: kms.IKey;
}

/**
 * The credential of a sink. Only an operator ever knows it: the stack makes the secret with a generated placeholder, and
 * an output says with which command to put the real value in. Later deployments leave that value alone.
 */
export class SinkSecret extends Construct {
  readonly arn: string;
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, { name, says, config, key }: SinkSecretProps) {
    super(scope, id);

    this.key = key;
    const { environment, deletionProtection } = config;
    const secret = new secretsmanager.Secret(this, "Secret", {
      secretName: secretName(environment, name),
      description: says,
      encryptionKey: key,
      removalPolicy: deletionProtection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.arn = secret.secretArn;
    acknowledge(secret, [
      {
        id: "AwsSolutions-SMG4",
        because:
          `the ${name} is issued by the sink's own service, which has no interface to rotate it; ` +
          "it is rotated there by a person, who puts the new value in with the command of the output",
      },
    ]);
    new CfnOutput(this, "PutValue", {
      description: `puts the ${name} in; the command asks for it, so that no shell history keeps it`,
      value:
        `read -rsp "${name}: " VALUE && aws secretsmanager put-secret-value --region ${config.region} ` +
        `--secret-id ${secretName(environment, name)} --secret-string "$VALUE"; unset VALUE`,
    });
  }

  /** Lets a role read it; the key decrypts for it through Secrets Manager alone. */
  grantRead(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: [this.arn] }),
    );
    allowKeyThrough("secretsmanager", role, this.key, ["kms:Decrypt"]);
  }
}
