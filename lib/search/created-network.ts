import { CfnResource, Stack } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { FLOW_LOG_RETENTION_DAYS, FUNCTION_LOG_RETENTION_DAYS } from "../../catalog";
import type { DomainConfig, EnvironmentConfig } from "../../config/schema";
import { acknowledge, twinIds } from "../compliance";
import { Role } from "../permissions/role";
import { asRetention } from "../storage/retention";
import type { SearchNetwork } from "./search-network";
import { createSearchLogGroup } from "./search-log-group";
import { createSecurityGroups } from "./security-groups";
import { VpcEndpoints } from "./vpc-endpoints";

export type VpcConfig = Extract<DomainConfig["network"], { kind: "vpc" }>;

export interface CreatedNetworkProps {
  readonly config: EnvironmentConfig;
  readonly network: VpcConfig;
  readonly availabilityZones: number;
  /** Encrypts the flow logs. The key policy must admit CloudWatch Logs for the log groups of search. */
  readonly key: kms.IKey;
}

/**
 * A VPC for the domain and the functions that call it, with as many Availability Zones as the domain. Leave it out
 * (`search.network` is `public`) if the domain may have a public endpoint.
 *
 * `egress: "nat"` creates one NAT gateway. One is enough: if its zone fails, the functions retry for hours. With
 * `"none"`, the functions reach only the domain and the AWS services that have a VPC endpoint.
 *
 * OpenSearch Service requires its service-linked role. Create it once in an account that never had a domain in a VPC:
 * `aws iam create-service-linked-role --aws-service-name opensearchservice.amazonaws.com`.
 */
export class CreatedNetwork extends Construct implements SearchNetwork {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  readonly securityGroup: ec2.SecurityGroup;
  readonly domainSecurityGroup: ec2.SecurityGroup;

  constructor(scope: Construct, id: string, props: CreatedNetworkProps) {
    super(scope, id);

    const { network, availabilityZones } = props;
    const nat = network.egress === "nat";
    const subnetType = nat ? ec2.SubnetType.PRIVATE_WITH_EGRESS : ec2.SubnetType.PRIVATE_ISOLATED;

    const vpc = new ec2.Vpc(this, "Vpc", {
      ipAddresses: ec2.IpAddresses.cidr(network.cidr),
      maxAzs: availabilityZones,
      natGateways: nat ? 1 : 0,
      subnetConfiguration: [
        { name: "Search", subnetType },
        ...(nat
          ? [{ name: "Public", subnetType: ec2.SubnetType.PUBLIC, cidrMask: 28, mapPublicIpOnLaunch: false }]
          : []),
      ],
    });
    // The class declares `vpnGatewayId` as `string | undefined`. With `exactOptionalPropertyTypes`, that does not match the
    // interface.
    this.vpc = vpc as ec2.IVpc;
    this.subnets = { subnetType };

    if (nat) this.acknowledgeInternetRoutes();
    ({ securityGroup: this.securityGroup, domainSecurityGroup: this.domainSecurityGroup } =
      createSecurityGroups(this, this.vpc, network.clients));

    new VpcEndpoints(this, "Endpoints", {
      environment: props.config.environment,
      vpc: this.vpc,
      subnets: this.subnets,
      functionsSecurityGroup: this.securityGroup,
      isolated: !nat,
    });
    this.addFlowLog(props);
    this.restrictProvider(props, vpc.vpcDefaultSecurityGroup);
  }

  /** The public subnets contain the NAT gateway only. */
  private acknowledgeInternetRoutes(): void {
    for (const { node } of this.vpc.publicSubnets) {
      acknowledge(node.findChild("DefaultRoute"), [
        {
          ids: twinIds("VPCNoUnrestrictedRouteToIGW", "nist", "hipaa", "pci"),
          reason:
            "the NAT gateway, the only resource in this subnet, needs the route to reach the internet; the domain and the " +
            "functions are in other subnets, and nothing can connect to them from the internet",
          owner: "security team",
          reviewBy: "2027-11-30",
        },
      ]);
    }
  }

  private addFlowLog({ config, key }: CreatedNetworkProps): void {
    const { account, region } = Stack.of(this);
    const role = new Role(this, "FlowLogRole", {
      description: "lets VPC flow logs write their log group",
      assumedBy: new iam.ServicePrincipal("vpc-flow-logs.amazonaws.com", {
        conditions: {
          StringEquals: { "aws:SourceAccount": account },
          ArnLike: {
            "aws:SourceArn": Stack.of(this).formatArn({
              service: "ec2",
              region,
              account,
              resource: "vpc-flow-log",
              resourceName: "*",
            }),
          },
        },
      }),
    });
    const group = createSearchLogGroup(this, "FlowLogGroup", {
      config,
      key,
      log: "network",
      retention: asRetention(FLOW_LOG_RETENTION_DAYS),
      unmaskedReason:
        "EC2 writes the flow logs: IP addresses, ports and counts, which an investigation needs, and no text",
    });
    this.vpc.addFlowLog("FlowLog", { destination: ec2.FlowLogDestination.toCloudWatchLogs(group, role) });
  }

  /**
   * CloudFormation cannot remove the rules of a VPC's default security group, so the CDK does it with a custom resource.
   * Lambda would create the log group of its function without encryption and without expiry, and the CDK gives the role an
   * inline policy and `AWSLambdaBasicExecutionRole`, with which it may write every log group.
   */
  private restrictProvider({ config, key }: CreatedNetworkProps, defaultSecurityGroup: string): void {
    const group = createSearchLogGroup(this, "ProviderLogGroup", {
      config,
      key,
      log: "default-security-group",
      retention: asRetention(FUNCTION_LOG_RETENTION_DAYS),
    });
    const provider = Stack.of(this).node.findChild("Custom::VpcRestrictDefaultSGCustomResourceProvider");
    const [handler, role] = ["Handler", "Role"].map((id) => provider.node.findChild(id));
    if (!CfnResource.isCfnResource(handler) || !CfnResource.isCfnResource(role)) {
      throw new Error(
        `${provider.node.path} has no resources Handler and Role; adapt to the version of aws-cdk-lib`,
      );
    }
    handler.addPropertyOverride("LoggingConfig", { LogGroup: group.logGroupName });
    role.addPropertyDeletionOverride("ManagedPolicyArns");
    role.addPropertyDeletionOverride("Policies");
    role.addPropertyOverride("AssumeRolePolicyDocument.Statement.0.Condition", {
      StringEquals: { "aws:SourceAccount": Stack.of(this).account },
    });
    const policy = new iam.ManagedPolicy(this, "ProviderPolicy", {
      description: "lets the function remove the rules of the default security group, and write its log",
      roles: [iam.Role.fromRoleName(this, "ProviderRole", role.ref)],
      statements: [
        new iam.PolicyStatement({
          actions: [
            "ec2:AuthorizeSecurityGroupEgress",
            "ec2:AuthorizeSecurityGroupIngress",
            "ec2:RevokeSecurityGroupEgress",
            "ec2:RevokeSecurityGroupIngress",
          ],
          resources: [
            Stack.of(this).formatArn({
              service: "ec2",
              resource: "security-group",
              resourceName: defaultSecurityGroup,
            }),
          ],
        }),
      ],
    });
    group.grantWrite(policy.grantPrincipal);
    this.vpc.node.findChild("RestrictDefaultSecurityGroupCustomResource").node.addDependency(policy);
  }
}
