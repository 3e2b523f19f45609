import { ArnFormat, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type { EnvironmentConfig } from "../../config";
import { applicationSecrets } from "../../host";
import { acknowledge, wildcardFindingId } from "../compliance";
import { keyOfAnotherStack } from "../permissions/acknowledgements";

/** Secrets Manager appends a hyphen and six random characters to the name of a secret. */
const RANDOM_SUFFIX = "-??????";

/**
 * Lets the hosts read the secrets that the application needs, and no others. Another stack creates secrets and key. This
 * stack therefore names the secrets by their fixed names, and the key by what it encrypts: the encryption context that
 * Secrets Manager uses contains the ARN of the secret. Source: AWS Secrets Manager User Guide, "Secret encryption and
 * decryption in AWS Secrets Manager".
 */
export function grantApplicationSecrets(role: iam.Role, config: EnvironmentConfig, hostGroup: string): void {
  const stack = Stack.of(role);
  const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
  const secrets = applicationSecrets(config, hostGroup).map(({ value: { secret } }) =>
    stack.formatArn({
      service: "secretsmanager",
      resource: "secret",
      resourceName: `${secret}${RANDOM_SUFFIX}`,
      arnFormat,
    }),
  );
  if (secrets.length === 0) return;
  const keys = stack.formatArn({ service: "kms", resource: "key", resourceName: "*" });
  role.addToPolicy(
    new iam.PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: secrets }),
  );
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ["kms:Decrypt"],
      resources: [keys],
      conditions: {
        StringEquals: { "kms:ViaService": `secretsmanager.${stack.region}.amazonaws.com` },
        StringLike: { "kms:EncryptionContext:SecretARN": secrets },
      },
    }),
  );
  acknowledge(role, [keyOfAnotherStack(wildcardFindingId(role, keys))]);
}
