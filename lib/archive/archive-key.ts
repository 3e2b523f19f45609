import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { archiveScheduleName, archiveSigningKeyAlias } from "../../catalog";
import type { EnvironmentConfig } from "../../config";
import { CustomerManagedKey } from "../storage/customer-managed-key";
import { retainOnceDeployed } from "../storage/removal-policies";

/**
 * The KMS key of the archive: it encrypts the bucket, the Firehose streams and the queues. It is a key of its own, so that
 * its policy names the only people who may decrypt the archive, the auditors. It admits EventBridge, which sends the events
 * that it could not deliver to an encrypted queue.
 */
export function createArchiveKey(
  scope: Construct,
  id: string,
  { environment, deletionProtection }: EnvironmentConfig,
  auditor: iam.IPrincipal,
): kms.Key {
  const key = new CustomerManagedKey(scope, id, {
    alias: `inventorysync/${environment}/archive`,
    description: `audit archive of ${environment}`,
    removalPolicy: retainOnceDeployed(deletionProtection),
  });
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: "AllowAuditors",
      principals: [auditor],
      actions: ["kms:Decrypt"],
      resources: ["*"],
      conditions: {
        StringEquals: { "kms:ViaService": `s3.${Stack.of(scope).region}.amazonaws.com` },
      },
    }),
  );
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: "AllowUndeliveredSchedule",
      principals: [new iam.ServicePrincipal("events.amazonaws.com")],
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["*"],
      conditions: {
        StringEquals: { "aws:SourceAccount": Stack.of(scope).account },
        ArnEquals: {
          "aws:SourceArn": Stack.of(scope).formatArn({
            service: "events",
            resource: "rule",
            resourceName: archiveScheduleName(environment),
          }),
        },
      },
    }),
  );
  return key;
}

/**
 * What IAM policies of the account may allow with the signing key: its administration, and its public half. Nobody but the
 * function that writes the manifests may sign. Source: AWS KMS Developer Guide, "Default key policy", of which these are
 * the actions for asymmetric keys.
 */
const ADMINISTRATION = [
  "CancelKeyDeletion",
  "CreateAlias",
  "DeleteAlias",
  "DescribeKey",
  "DisableKey",
  "EnableKey",
  "GetKeyPolicy",
  "GetPublicKey",
  "ListKeyPolicies",
  "ListResourceTags",
  "PutKeyPolicy",
  "ScheduleKeyDeletion",
  "TagResource",
  "UntagResource",
  "UpdateAlias",
  "UpdateKeyDescription",
].map((action) => `kms:${action}`);

/** The asymmetric KMS key that signs the manifests, with ECDSA on P-256. Its private half never leaves AWS KMS. */
export function createSigningKey(
  scope: Construct,
  id: string,
  { environment, deletionProtection }: EnvironmentConfig,
  auditor: iam.IPrincipal,
): kms.Key {
  const statement = (sid: string, principal: iam.IPrincipal, actions: string[]) =>
    new iam.PolicyStatement({ sid, principals: [principal], actions, resources: ["*"] });
  return new kms.Key(scope, id, {
    alias: archiveSigningKeyAlias(environment),
    description: `signs the manifests of the audit archive of ${environment}`,
    keySpec: kms.KeySpec.ECC_NIST_P256,
    keyUsage: kms.KeyUsage.SIGN_VERIFY,
    removalPolicy: retainOnceDeployed(deletionProtection),
    policy: new iam.PolicyDocument({
      statements: [
        statement("AllowAccount", new iam.AccountRootPrincipal(), ADMINISTRATION),
        statement("AllowAuditors", auditor, ["kms:GetPublicKey"]),
      ],
    }),
  });
}

/** Lets a role sign. The statement is in the policy of the key, which therefore lists everybody who may. */
export function grantSign(key: kms.Key, role: iam.Role): void {
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: "AllowSigning",
      principals: [role],
      actions: ["kms:Sign"],
      resources: ["*"],
    }),
  );
}
