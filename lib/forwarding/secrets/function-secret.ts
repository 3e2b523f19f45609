import { RemovalPolicy } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as secretsmanager from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { type SecretName, secretName } from "../../../catalog";
import type { EnvironmentConfig } from "../../../config/schema";
import { acknowledge } from "../../compliance";
import { grantKeyViaService } from "../grant-key-via-service";

export interface FunctionSecretProps {
  readonly name: SecretName;
  /** What it holds. */
  readonly description: string;
  readonly config: EnvironmentConfig;
  readonly key: kms.IKey;
  /** Why nothing rotates it by itself. */
  readonly noRotationReason: string;
  /**
   * What Secrets Manager makes up for it.
   * @default - 32 characters of any kind
   */
  readonly generateSecretString?: secretsmanager.SecretStringGenerator;
}

/** A secret that functions read at run time. It begins with a generated value, which later deployments leave alone. */
export class FunctionSecret extends Construct {
  readonly arn: string;
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, props: FunctionSecretProps) {
    super(scope, id);

    const { name, description, config, key, noRotationReason, generateSecretString } = props;
    const { environment, deletionProtection } = config;
    this.key = key;
    const secret = new secretsmanager.Secret(this, "Secret", {
      secretName: secretName(environment, name),
      description: description,
      encryptionKey: key,
      removalPolicy: deletionProtection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(generateSecretString && { generateSecretString: generateSecretString }),
    });
    this.arn = secret.secretArn;
    acknowledge(secret, [{ id: "AwsSolutions-SMG4", reason: noRotationReason }]);
  }

  /** Lets a role read it; the key decrypts for it through Secrets Manager alone. */
  grantRead(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: [this.arn] }),
    );
    grantKeyViaService("secretsmanager", role, this.key, ["kms:Decrypt"]);
  }
}
