import { randomUUID } from "node:crypto";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListRolePoliciesCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { roleName } from "../../catalog";
import { awsClientConfig } from "../../local/aws-client-config";
import type { Endpoints } from "../../local/endpoints";

/**
 * A client of CloudWatch Logs with the permissions of a host of the host group `api`. The emulator has no instances: a
 * user with the policy of the role stands for a host.
 */
export async function hostClient(platform: Endpoints, iam: IAMClient): Promise<CloudWatchLogsClient> {
  const UserName = `host-${randomUUID()}`;
  const { PolicyName, policy } = await policyOf(iam, roleName("local", "writer-api"));
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument: policy }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey ?? {};
  return new CloudWatchLogsClient({
    ...awsClientConfig(platform),
    credentials: { accessKeyId, secretAccessKey },
  });
}

/** The inline policy of a role. */
export async function policyOf(
  iam: IAMClient,
  RoleName: string,
): Promise<{ readonly PolicyName: string; readonly policy: string }> {
  const PolicyName = (await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames?.[0] ?? "";
  const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  return { PolicyName, policy: decodeURIComponent(PolicyDocument) };
}
