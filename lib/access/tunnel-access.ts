import { ArnFormat, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { BASTION_TAG_KEY, tunnelDocumentName } from "../../catalog";
import { acknowledge, wildcardFindingId } from "../compliance";
import { assignedIds } from "../permissions/acknowledgements";

/**
 * Lets a role open the tunnel to the domain: a session on the environment's bastion with the document of the tunnel, and
 * with no other. Each person may end only their own sessions, which Session Manager tags with the id of the caller: the id of a session
 * begins with the session name of the role, not with `aws:userid`. Sources: AWS Systems Manager User Guide, "Additional
 * sample IAM policies for Session Manager" and "Sample IAM policies for Session Manager".
 */
export function grantTunnel(role: iam.Role, environment: string): void {
  const stack = Stack.of(role);
  const instances = stack.formatArn({ service: "ec2", resource: "instance", resourceName: "*" });
  const sessions = stack.formatArn({ service: "ssm", resource: "session", resourceName: "*" });
  const ownDataChannels = stack.formatArn({
    service: "ssm",
    resource: "session",
    resourceName: "${aws:userid}-*",
  });
  const document = stack.formatArn({
    service: "ssm",
    resource: "document",
    resourceName: tunnelDocumentName(environment),
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  const allow = (actions: string[], resource: string, conditions?: iam.Conditions) =>
    role.addToPolicy(
      new iam.PolicyStatement({ actions, resources: [resource], ...(conditions && { conditions }) }),
    );
  allow(["ssm:StartSession"], document);
  allow(["ssm:StartSession"], instances, {
    StringEquals: { [`ssm:resourceTag/${BASTION_TAG_KEY}`]: environment },
    // Without it, a request that names no document starts a shell.
    BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" },
  });
  allow(["ssmmessages:OpenDataChannel"], ownDataChannels);
  allow(["ssm:TerminateSession"], sessions, {
    StringLike: { "ssm:resourceTag/aws:ssmmessages:session-id": "${aws:userid}" },
  });
  // Which instance is the bastion, and whether its agent is connected.
  allow(["ssm:DescribeInstanceInformation"], "*");
  acknowledge(role, [
    ...assignedIds(role, [instances]),
    {
      ids: [sessions, ownDataChannels].map((resource) => wildcardFindingId(role, resource)),
      reason:
        "Session Manager assigns the id of a session when it starts; the tag of the session, or the id of the caller in its " +
        "name, limits the statement to the caller's own sessions",
      owner: "security team",
      reviewBy: "2027-11-30",
    },
  ]);
}
