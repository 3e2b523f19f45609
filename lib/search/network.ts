import { CfnResource, Stack } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { SINKS } from "../../catalog";
import type { DomainConfig, EnvironmentConfig } from "../../config/schema";
import type { FunctionNetwork } from "../functions/function-network";
import { createSearchLogGroup } from "./search-log-group";
import { VpcEndpoints } from "./vpc-endpoints";

export type VpcConfig = Extract<DomainConfig["network"], { kind: "vpc" }>;

export interface SearchNetworkProps {
  readonly config: EnvironmentConfig;
  readonly network: VpcConfig;
  readonly availabilityZones: number;
  /** Encrypts the flow logs; its policy must admit CloudWatch Logs for the search groups. */
  readonly key: kms.IKey;
}

/** Long enough to follow back a finding of a month ago. */
const FLOW_LOG_RETENTION = logs.RetentionDays.TWO_MONTHS;
const PROVIDER_LOG_RETENTION = logs.RetentionDays.ONE_MONTH;
const HTTPS = ec2.Port.tcp(443);
const HTTPS_DESTINATIONS = [
  "search domain",
  "AWS",
  ...SINKS.flatMap(({ name, title }) => (name === "opensearch" ? [] : title)),
].join(", ");

/**
 * A VPC for the domain and the functions that talk to it, in as many zones as the domain. `egress: "nat"` gives the
 * functions one NAT gateway, because what a zone's outage delays is tried again for hours; with `"none"` nothing leaves
 * but by endpoints of AWS services.
 *
 * An account that never had a domain in a VPC needs the service-linked role of OpenSearch Service first, once:
 * `aws iam create-service-linked-role --aws-service-name opensearchservice.amazonaws.com`.
 */
export class SearchNetwork extends Construct implements FunctionNetwork {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  /** Of the functions: HTTPS outwards and nothing else. */
  readonly securityGroup: ec2.SecurityGroup;
  /** Of the domain: HTTPS from the functions and nothing else. */
  readonly domainSecurityGroup: ec2.SecurityGroup;

  constructor(scope: Construct, id: string, props: SearchNetworkProps) {
    super(scope, id);

    const { network, availabilityZones } = props;
    const nat = network.egress === "nat";
    const subnetType = nat ? ec2.SubnetType.PRIVATE_WITH_EGRESS : ec2.SubnetType.PRIVATE_ISOLATED;

    this.vpc = new ec2.Vpc(this, "Vpc", {
      ipAddresses: ec2.IpAddresses.cidr(network.cidr),
      maxAzs: availabilityZones,
      natGateways: nat ? 1 : 0,
      subnetConfiguration: [
        { name: "Search", subnetType },
        ...(nat
          ? [{ name: "Public", subnetType: ec2.SubnetType.PUBLIC, cidrMask: 28, mapPublicIpOnLaunch: false }]
          : []),
      ],
      // The class declares `vpnGatewayId` as `string | undefined`, which its interface does not allow to the letter.
    }) as ec2.IVpc;
    this.subnets = { subnetType };

    this.securityGroup = new ec2.SecurityGroup(this, "Functions", {
      vpc: this.vpc,
      description: "functions that talk to the search domain",
      allowAllOutbound: false,
    });
    this.securityGroup.addEgressRule(ec2.Peer.anyIpv4(), HTTPS, HTTPS_DESTINATIONS);
    this.domainSecurityGroup = new ec2.SecurityGroup(this, "Domain", {
      vpc: this.vpc,
      description: "search domain",
      allowAllOutbound: false,
    });
    this.domainSecurityGroup.addIngressRule(this.securityGroup, HTTPS, "functions of the logging platform");

    new VpcEndpoints(this, "Endpoints", {
      environment: props.config.environment,
      vpc: this.vpc,
      subnets: this.subnets,
      functionsSecurityGroup: this.securityGroup,
      isolated: !nat,
    });
    this.addFlowLog(props);
    this.encryptProviderLog(props);
  }

  private addFlowLog({ config, key }: SearchNetworkProps): void {
    const { account, region } = Stack.of(this);
    const role = new iam.Role(this, "FlowLogRole", {
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
      retention: FLOW_LOG_RETENTION,
      unmaskedReason:
        "EC2 writes it: addresses, ports and counts, which are what it is for, and no word of anybody's",
    });
    this.vpc.addFlowLog("FlowLog", { destination: ec2.FlowLogDestination.toCloudWatchLogs(group, role) });
  }

  /**
   * CloudFormation cannot empty a VPC's default security group; the CDK does it with a function of its own, whose log
   * group would be made unencrypted and kept for ever.
   */
  private encryptProviderLog({ config, key }: SearchNetworkProps): void {
    const group = createSearchLogGroup(this, "ProviderLogGroup", {
      config,
      key,
      log: "default-security-group",
      retention: PROVIDER_LOG_RETENTION,
    });
    const provider = Stack.of(this).node.findChild("Custom::VpcRestrictDefaultSGCustomResourceProvider");
    const handler = provider.node.findChild("Handler");
    if (CfnResource.isCfnResource(handler)) {
      handler.addPropertyOverride("LoggingConfig", { LogGroup: group.logGroupName });
    }
  }
}
