import { Stack } from "aws-cdk-lib";
import type * as ec2 from "aws-cdk-lib/aws-ec2";
import * as iam from "aws-cdk-lib/aws-iam";
import { acknowledge, wildcardFindingId } from "../compliance";

/** The network of a function that calls an endpoint inside a VPC. */
export interface FunctionNetwork {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  readonly securityGroup: ec2.ISecurityGroup;
}

/**
 * Lets Lambda create and delete the network interfaces of a function, with the function's execution role. Source: AWS
 * Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC". The guide requires `*` for
 * deletion and warns that Lambda leaves interfaces behind if the resource is narrower.
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
        "Lambda chooses the ids of the network interfaces that it creates for a function, so no policy can name them " +
        "beforehand; the statement is limited to this account and region",
    },
    {
      id: "AwsSolutions-IAM5[Resource::*]",
      reason:
        "EC2 has no resource-level permissions for describing network interfaces and subnets; both actions are read-only",
    },
  ]);
}
