import { ArnFormat, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { debugParameterName, hostDocumentName } from "../../catalog";
import { acknowledge } from "../compliance";
import { assignedIds, NO_RESOURCE } from "../permissions/acknowledgements";

/**
 * Lets the SSM agent of a host run the host group's documents, and report whether the host is compliant, and lets the host
 * read the application's debug mode.
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
  // The debug mode of the application, which contains no secret.
  allow(
    ["ssm:GetParameter"],
    // The name of a parameter begins with the slash of its ARN.
    stack.formatArn({
      service: "ssm",
      resource: "parameter",
      resourceName: debugParameterName(environment).slice(1),
    }),
  );
  allow(["ssmmessages:CreateControlChannel", "ssmmessages:OpenControlChannel"], "*");
  acknowledge(role, [
    ...assignedIds(role, [instances, associations]),
    // They connect the SSM agent to Systems Manager, which then sends it commands, and do not open a session.
    NO_RESOURCE,
  ]);
}
