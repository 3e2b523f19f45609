import type * as ec2 from "aws-cdk-lib/aws-ec2";

/** The network of a function that calls an endpoint inside a VPC. */
export interface FunctionNetwork {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  readonly securityGroup: ec2.ISecurityGroup;
}
