import { ArnFormat, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { hostDocumentName } from "../../catalog";
import { acknowledge, wildcardFindingId } from "../compliance";

/**
 * Lets the SSM agent of a host run the host group's documents, and report whether the host is compliant.
 *
 * The managed policy AmazonSSMManagedInstanceCore is not used. It also grants the read of every parameter and document of
 * the account, and interactive sessions (`ssmmessages:CreateDataChannel`). Without `ec2messages`, the SSM agent must have
 * version 3.3.40.0 or later. Sources: Service Authorization Reference, "Actions, resources, and condition keys for AWS
 * Systems Manager"; AWS Systems Manager User Guide, "Reference: ec2messages, ssmmessages, and other API operations".
 */
export function grantSystemsManager(role: iam.Role, environment: string, hostGroup: string): void {
  const stack = Stack.of(role);
  const instances = stack.formatArn({ service: "ec2", resource: "instance", resourceName: "*" });
  const associations = stack.formatArn({ service: "ssm", resource: "association", resourceName: "*" });
  const documents = (["install", "check"] as const).map((document) =>
    stack.formatArn({
      service: "ssm",
      resource: "document",
      resourceName: hostDocumentName(environment, document, hostGroup),
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    }),
  );
  const allow = (actions: string[], ...resources: string[]) =>
    role.addToPolicy(new iam.PolicyStatement({ actions, resources }));
  allow(["ssm:DescribeDocument", "ssm:GetDocument"], ...documents);
  allow(
    ["ssm:ListInstanceAssociations", "ssm:PutComplianceItems", "ssm:UpdateInstanceInformation"],
    instances,
  );
  allow(["ssm:UpdateInstanceAssociationStatus"], associations, instances);
  allow(["ssmmessages:CreateControlChannel", "ssmmessages:OpenControlChannel"], "*");
  acknowledge(role, [
    {
      id: wildcardFindingId(role, instances),
      reason:
        "the id of an instance is not known before it starts; the actions list associations and report the state of an " +
        "instance, and change nothing on it",
    },
    {
      id: wildcardFindingId(role, associations),
      reason:
        "CloudFormation chooses the id of an association in another stack; the action reports the result of an association " +
        "and cannot change it",
    },
    {
      id: "AwsSolutions-IAM5[Resource::*]",
      reason:
        "IAM has no resource for these actions; they connect the SSM agent to Systems Manager, which then sends it " +
        "commands, and they do not open a session",
    },
  ]);
}
