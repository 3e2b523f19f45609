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
  /** Encrypts the flow logs. The key policy must admit CloudWatch Logs for the log groups of search. */
  readonly key: kms.IKey;
}

/** Long enough to investigate a finding that is one month old. */
const FLOW_LOG_RETENTION = logs.RetentionDays.TWO_MONTHS;
const PROVIDER_LOG_RETENTION = logs.RetentionDays.ONE_MONTH;
const HTTPS = ec2.Port.tcp(443);
const HTTPS_DESTINATIONS = [
  "search domain",
  "AWS",
  ...SINKS.flatMap(({ name, title }) => (name === "opensearch" ? [] : title)),
].join(", ");

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
export class SearchNetwork extends Construct implements FunctionNetwork {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  /** The security group of the functions: only outbound HTTPS. */
  readonly securityGroup: ec2.SecurityGroup;
  /** The security group of the domain: only HTTPS from the functions. */
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
      // The class declares `vpnGatewayId` as `string | undefined`. With `exactOptionalPropertyTypes`, that does not
      // match the interface.
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
        "EC2 writes the flow logs: IP addresses, ports and counts, which an investigation needs, and no text",
    });
    this.vpc.addFlowLog("FlowLog", { destination: ec2.FlowLogDestination.toCloudWatchLogs(group, role) });
  }

  /**
   * Encrypts the log group of a CDK function. CloudFormation cannot remove the rules of a VPC's default security group,
   * so the CDK does it with a custom resource. Lambda would create the log group of its function without encryption and
   * without expiry.
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
