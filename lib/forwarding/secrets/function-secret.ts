import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import * as secretsmanager from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { type SecretName, secretName } from "../../../catalog";
import type { EnvironmentConfig } from "../../../config/schema";
import { acknowledge, twinIds } from "../../compliance";
import { grantKeyViaService } from "../grant-key-via-service";
import { retainOnceDeployed } from "../../storage/removal-policies";

export interface FunctionSecretProps {
  readonly name: SecretName;
  /** What the secret contains. */
  readonly description: string;
  readonly config: EnvironmentConfig;
  readonly key: kms.IKey;
  /** Why the secret has no automatic rotation. */
  readonly noRotationReason: string;
  /**
   * How Secrets Manager generates the initial value.
   * @default - 32 characters of any kind
   */
  readonly generateSecretString?: secretsmanager.SecretStringGenerator;
}

/**
 * A secret that functions read at run time. Its initial value is generated; later deployments do not change the value.
 */
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
      // An imported key: to a key of this app, the construct would add a statement with wildcards in its actions, although
      // the policy allows the account the use of the key already.
      encryptionKey: kms.Key.fromKeyArn(this, "EncryptionKey", key.keyArn),
      removalPolicy: retainOnceDeployed(deletionProtection),
      ...(generateSecretString && { generateSecretString: generateSecretString }),
    });
    this.arn = secret.secretArn;
    acknowledge(secret, [
      {
        ids: ["AwsSolutions-SMG4", ...twinIds("SecretsManagerRotationEnabled", "nist", "hipaa")],
        reason: noRotationReason,
        owner: "security team",
        reviewBy: "2027-11-30",
      },
    ]);
  }

  /** Lets a role read the secret, and use the key only through Secrets Manager. */
  grantRead(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: [this.arn] }),
    );
    grantKeyViaService("secretsmanager", role, this.key, ["kms:Decrypt"]);
  }
}
