import { ArnFormat, Stack, Tags } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { BASTION_TAG_KEY, roleName } from "../../catalog";
import type { EnvironmentConfig } from "../../config";
import { assignedIds, NO_RESOURCE } from "../permissions/acknowledgements";
import { acknowledge } from "../compliance";
import { Role } from "../permissions/role";
import type { SearchNetwork } from "../search/search-network";
import { SessionManagerEndpoints } from "./session-manager-endpoints";

export interface BastionProps {
  readonly config: EnvironmentConfig;
  /** Encrypts the volume. */
  readonly key: kms.IKey;
  readonly network: SearchNetwork;
}

const HTTPS = ec2.Port.tcp(443);

/**
 * A small instance in the network of the domain. Nothing can connect to it: there is no inbound rule, no public address
 * and no SSH key. Its SSM agent connects to Session Manager, and forwards what arrives there to the domain.
 *
 * It holds no data. Each deployment takes the newest image of Amazon Linux 2023, and then replaces the instance, which
 * ends the open sessions.
 */
export class Bastion extends Construct {
  readonly instanceId: string;

  constructor(scope: Construct, id: string, { config, key, network }: BastionProps) {
    super(scope, id);

    const { environment, search } = config;
    const securityGroup = new ec2.SecurityGroup(this, "SecurityGroup", {
      vpc: network.vpc,
      description: "bastion: no inbound access",
      allowAllOutbound: false,
    });
    this.allowDomain(securityGroup, network);
    const isolated =
      search.kind === "domain" && search.network.kind === "vpc" && search.network.egress === "none";
    if (isolated) new SessionManagerEndpoints(this, "Endpoints", { network, securityGroup });
    else securityGroup.addEgressRule(ec2.Peer.anyIpv4(), HTTPS, "Session Manager");

    const instance = new ec2.Instance(this, "Instance", {
      vpc: network.vpc,
      vpcSubnets: network.subnets,
      instanceName: `inventorysync-${environment}-bastion`,
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.NANO),
      machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
      securityGroup,
      role: this.createRole(environment),
      httpTokens: ec2.HttpTokens.REQUIRED,
      ebsOptimized: true,
      detailedMonitoring: true,
      blockDevices: [
        {
          deviceName: "/dev/xvda",
          volume: ec2.BlockDeviceVolume.ebs(8, {
            volumeType: ec2.EbsDeviceVolumeType.GP3,
            encrypted: true,
            kmsKey: key,
          }),
        },
      ],
    });
    // The subnet determines the zone, which is unknown for a subnet of an existing VPC.
    instance.instance.availabilityZone = undefined;
    Tags.of(instance).add(BASTION_TAG_KEY, environment);
    acknowledge(instance, [
      {
        ids: ["AwsSolutions-EC29"],
        reason:
          "the instance holds no data and each new image replaces it; termination protection would make that replacement, " +
          "and the deletion of the stack, fail",
        owner: "platform team",
        reviewBy: "2027-11-30",
      },
    ]);
    this.instanceId = instance.instanceId;
  }

  private allowDomain(securityGroup: ec2.SecurityGroup, { domainSecurityGroup }: SearchNetwork): void {
    securityGroup.addEgressRule(
      ec2.Peer.securityGroupId(domainSecurityGroup.securityGroupId),
      HTTPS,
      "search domain",
    );
    new ec2.CfnSecurityGroupIngress(this, "DomainFromBastion", {
      groupId: domainSecurityGroup.securityGroupId,
      sourceSecurityGroupId: securityGroup.securityGroupId,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      description: "people, through the bastion",
    });
  }

  /**
   * The managed policy AmazonSSMManagedInstanceCore also grants the read of every parameter and document of the account.
   * Source: AWS Systems Manager User Guide, "Reference: ec2messages, ssmmessages, and other API operations".
   */
  private createRole(environment: string): Role {
    const stack = Stack.of(this);
    const role = new Role(this, "Role", {
      roleName: roleName(environment, "bastion"),
      description: `bastion of InventorySync in ${environment}: connects its SSM agent to Session Manager`,
      assumedBy: new iam.ServicePrincipal("ec2.amazonaws.com"),
    });
    const instances = stack.formatArn({
      service: "ec2",
      resource: "instance",
      resourceName: "*",
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    role.addToPolicy(
      new iam.PolicyStatement({ actions: ["ssm:UpdateInstanceInformation"], resources: [instances] }),
    );
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: [
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ],
        resources: ["*"],
      }),
    );
    acknowledge(role, [...assignedIds(role, [instances]), NO_RESOURCE]);
    return role;
  }
}
