import { randomUUID } from "node:crypto";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { type RoleName, roleName } from "../../catalog";
import { awsClientConfig } from "../../local/aws-client-config";
import type { Endpoints } from "../../local/endpoints";

/** A client of CloudWatch Logs with the permissions of a host of the host group `api`. */
export async function hostClient(platform: Endpoints, iam: IAMClient): Promise<CloudWatchLogsClient> {
  return new CloudWatchLogsClient({
    ...awsClientConfig(platform),
    credentials: await credentialsOf(iam, "writer-api"),
  });
}

/**
 * Credentials with the permissions of a role. The emulator has no instances and no sessions of people: a user with the
 * policies of the role stands for both.
 */
export async function credentialsOf(
  iam: IAMClient,
  role: RoleName,
): Promise<{ readonly accessKeyId: string; readonly secretAccessKey: string }> {
  const UserName = `${role}-${randomUUID()}`;
  const RoleName = roleName("local", role);
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  if (AttachedPolicies.length === 0) throw new Error(`the role ${RoleName} has no policy`);
  await iam.send(new CreateUserCommand({ UserName }));
  for (const { PolicyArn } of AttachedPolicies)
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey ?? {};
  return { accessKeyId, secretAccessKey };
}
