import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";

export type CustomerManagedKeyProps = Required<Pick<kms.KeyProps, "alias" | "description" | "removalPolicy">>;

/**
 * What IAM policies of the account may allow with a symmetric key. They are the actions that the default key policies of
 * the console name for administrators and users, without those of other kinds of key. Source: AWS KMS Developer Guide,
 * "Default key policy".
 */
const ACCOUNT_ACTIONS = [
  "CancelKeyDeletion",
  "CreateAlias",
  "CreateGrant",
  "Decrypt",
  "DeleteAlias",
  "DescribeKey",
  "DisableKey",
  "DisableKeyRotation",
  "EnableKey",
  "EnableKeyRotation",
  "Encrypt",
  "GenerateDataKey",
  "GenerateDataKeyWithoutPlaintext",
  "GetKeyPolicy",
  "GetKeyRotationStatus",
  "ListGrants",
  "ListKeyPolicies",
  "ListKeyRotations",
  "ListResourceTags",
  "PutKeyPolicy",
  "ReEncryptFrom",
  "ReEncryptTo",
  "RetireGrant",
  "RevokeGrant",
  "RotateKeyOnDemand",
  "ScheduleKeyDeletion",
  "TagResource",
  "UntagResource",
  "UpdateAlias",
  "UpdateKeyDescription",
].map((action) => `kms:${action}`);

/**
 * A symmetric KMS key with automatic rotation, whose use IAM policies of the account control. The CDK's own key policy
 * has the same statement with `kms:*`.
 */
export class CustomerManagedKey extends kms.Key {
  constructor(scope: Construct, id: string, props: CustomerManagedKeyProps) {
    super(scope, id, {
      ...props,
      enableKeyRotation: true,
      policy: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: "AllowAccount",
            principals: [new iam.AccountRootPrincipal()],
            actions: ACCOUNT_ACTIONS,
            resources: ["*"],
          }),
        ],
      }),
    });
  }
}
