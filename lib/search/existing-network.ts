import { Stack } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import { Construct } from "constructs";
import type { DomainConfig } from "../../config/schema";
import type { SearchNetwork } from "./search-network";
import { createSecurityGroups } from "./security-groups";

export interface ExistingNetworkProps {
  readonly network: Extract<DomainConfig["network"], { kind: "existing-vpc" }>;
}

/**
 * Subnets of a VPC that the account already has, for the domain and the functions that call it. Only the security groups
 * are created. The VPC's owner provides what the functions reach through it: Amazon S3, Amazon SQS, AWS Secrets Manager
 * and AWS X-Ray, by VPC endpoints or a NAT gateway, and with topology `direct` also Sentry and Datadog.
 */
export class ExistingNetwork extends Construct implements SearchNetwork {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  readonly securityGroup: ec2.SecurityGroup;
  readonly domainSecurityGroup: ec2.SecurityGroup;

  constructor(scope: Construct, id: string, { network }: ExistingNetworkProps) {
    super(scope, id);

    const { vpcId, subnetIds, clients } = network;
    this.vpc = ec2.Vpc.fromVpcAttributes(this, "Vpc", {
      vpcId,
      // The zones of the subnets are not known; they are only labels of the imported subnets.
      availabilityZones: Stack.of(this).availabilityZones.slice(0, subnetIds.length),
      privateSubnetIds: [...subnetIds],
    });
    this.subnets = { subnets: this.vpc.privateSubnets };
    ({ securityGroup: this.securityGroup, domainSecurityGroup: this.domainSecurityGroup } =
      createSecurityGroups(this, this.vpc, clients));
  }
}
