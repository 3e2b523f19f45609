import { Stack } from "aws-cdk-lib";
import type * as ec2 from "aws-cdk-lib/aws-ec2";
import * as iam from "aws-cdk-lib/aws-iam";
import { acknowledge, wildcardFindingId } from "../compliance";

/** Where a function stands that must reach something inside a VPC. */
export interface FunctionNetwork {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  readonly securityGroup: ec2.ISecurityGroup;
}

/**
 * Lets Lambda make and remove the network interfaces of a function, on behalf of the function's role.
 * Source: AWS Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC", which asks for
 * deletion on `*` and warns that a narrower resource leaves interfaces behind.
 */
export function grantNetworkInterfaces(role: iam.Role): void {
  const anyInRegion = Stack.of(role).formatArn({ service: "ec2", resource: "*", resourceName: "*" });
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:AssignPrivateIpAddresses",
        "ec2:UnassignPrivateIpAddresses",
      ],
      resources: [anyInRegion],
    }),
  );
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"],
      resources: ["*"],
    }),
  );
  acknowledge(role, [
    {
      id: wildcardFindingId(role, anyInRegion),
      reason:
        "Lambda names the network interfaces it makes for a function itself, so no policy can name them beforehand; " +
        "the statement is bound to this account and region",
    },
    {
      id: "AwsSolutions-IAM5[Resource::*]",
      reason:
        "EC2 has no resource-level permissions for describing interfaces and subnets; both actions only read",
    },
  ]);
}
