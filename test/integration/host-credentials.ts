import { randomUUID } from "node:crypto";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { roleName } from "../../catalog";
import { awsClientConfig } from "../../local/aws-client-config";
import type { Endpoints } from "../../local/endpoints";

/**
 * A client of CloudWatch Logs with the permissions of a host of the host group `api`. The emulator has no instances: a
 * user with the policies of the role stands for a host.
 */
export async function hostClient(platform: Endpoints, iam: IAMClient): Promise<CloudWatchLogsClient> {
  const UserName = `host-${randomUUID()}`;
  const RoleName = roleName("local", "writer-api");
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  if (AttachedPolicies.length === 0) throw new Error(`the role ${RoleName} has no policy`);
  await iam.send(new CreateUserCommand({ UserName }));
  for (const { PolicyArn } of AttachedPolicies)
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey ?? {};
  return new CloudWatchLogsClient({
    ...awsClientConfig(platform),
    credentials: { accessKeyId, secretAccessKey },
  });
}
