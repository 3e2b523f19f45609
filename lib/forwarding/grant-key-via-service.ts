import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";

/** AWS services that use a key on behalf of a role. */
export type KeyService = "kinesis" | "s3" | "secretsmanager" | "sns" | "sqs";

/** Grants a role the use of a key through one AWS service only (condition `kms:ViaService`). */
export function grantKeyViaService(
  service: KeyService,
  role: iam.Role,
  key: kms.IKey,
  actions: readonly ("kms:Decrypt" | "kms:GenerateDataKey")[],
): void {
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [...actions],
      resources: [key.keyArn],
      conditions: {
        StringEquals: { "kms:ViaService": `${service}.${Stack.of(role).region}.amazonaws.com` },
      },
    }),
  );
}
