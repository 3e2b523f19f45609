import {
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from "@aws-sdk/client-iam";
import { GetBucketPolicyCommand, PutBucketPolicyCommand, type S3Client } from "@aws-sdk/client-s3";
import { type Permission, type PolicyDocument, withoutPermission } from "./policy-document";

/** A policy in the emulator that grants permissions to a role. */
export interface DeployedPolicy {
  /** For people: the id of the policy's construct, or the bucket. */
  readonly title: string;
  readonly document: PolicyDocument;
  /** Replaces the document. */
  write(document: PolicyDocument): Promise<void>;
}

/** The managed policies of a role. @throws Error if the role has an inline policy, which would not be examined */
export async function managedPolicies(client: IAMClient, RoleName: string): Promise<DeployedPolicy[]> {
  for await (const { PolicyNames = [] } of paginateListRolePolicies({ client }, { RoleName }))
    if (PolicyNames.length > 0)
      throw new Error(
        `the role ${RoleName} has the inline policies ${PolicyNames.join(", ")}, expected managed policies only`,
      );
  const policies: DeployedPolicy[] = [];
  for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies({ client }, { RoleName }))
    for (const { PolicyArn, PolicyName = "" } of AttachedPolicies) {
      const { document } = await defaultVersion(client, PolicyArn);
      const write = (changed: PolicyDocument) => replaceDefaultVersion(client, PolicyArn, changed);
      policies.push({ title: PolicyName, document, write });
    }
  return policies;
}

/** The policy of a bucket. */
export async function bucketPolicy(client: S3Client, Bucket: string): Promise<DeployedPolicy> {
  const { Policy = "" } = await client.send(new GetBucketPolicyCommand({ Bucket }));
  return {
    title: Bucket,
    document: JSON.parse(Policy) as PolicyDocument,
    async write(document) {
      await client.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(document) }));
    },
  };
}

/** Takes a permission from a policy while `use` runs, and always puts it back. */
export async function whileWithout<Result>(
  policy: Pick<DeployedPolicy, "document" | "write">,
  permission: Permission,
  use: () => Promise<Result>,
): Promise<Result> {
  try {
    await policy.write(withoutPermission(policy.document, permission));
    return await use();
  } finally {
    await policy.write(policy.document);
  }
}

async function defaultVersion(client: IAMClient, PolicyArn: string | undefined) {
  const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn }));
  const VersionId = Policy?.DefaultVersionId;
  const { PolicyVersion } = await client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
  const document = JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? "")) as PolicyDocument;
  return { VersionId, document };
}

/** IAM keeps at most five versions of a policy, so the version before is deleted. */
async function replaceDefaultVersion(
  client: IAMClient,
  PolicyArn: string | undefined,
  document: PolicyDocument,
): Promise<void> {
  const { VersionId } = await defaultVersion(client, PolicyArn);
  const PolicyDocument = JSON.stringify(document);
  await client.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
  await client.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
}
