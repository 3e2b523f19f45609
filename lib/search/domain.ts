import { RemovalPolicy, Stack } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as opensearch from "aws-cdk-lib/aws-opensearchservice";
import { Construct } from "constructs";
import { searchDomainName } from "../../catalog";
import type { DomainConfig, EnvironmentConfig } from "../../config/schema";
import { acknowledge, type Acknowledgement } from "../compliance";
import { DomainLogs } from "./domain-logs";
import type { SearchNetwork } from "./network";

export interface DomainProps {
  readonly config: EnvironmentConfig;
  readonly search: DomainConfig;
  /** Encrypts indexes, swap, snapshots and the domain's own logs. */
  readonly key: kms.IKey;
  /** The role of fine-grained access control's master user. */
  readonly administrator: iam.IRole;
  /** @default - reachable over the internet, by signed requests alone */
  readonly network?: SearchNetwork | undefined;
}

/**
 * The OpenSearch domain that holds an environment's records. Nobody reads or writes it but by signing requests with an
 * IAM role that fine-grained access control knows: there is no user database, and so no password anywhere.
 *
 * Its name is fixed: a change that would replace it, and lose every record, fails instead. Resizing it, updates and
 * most other changes run as a blue/green deployment beside the old nodes, without an outage but for up to hours.
 */
export class SearchDomain extends Construct {
  readonly domain: opensearch.Domain;
  readonly domainArn: string;

  constructor(scope: Construct, id: string, { config, search, key, administrator, network }: DomainProps) {
    super(scope, id);

    const domainName = searchDomainName(config.environment);
    this.domainArn = Stack.of(this).formatArn({
      service: "es",
      resource: "domain",
      resourceName: domainName,
    });

    const logs = new DomainLogs(this, "Logs", { config, key, domainArn: this.domainArn });
    this.domain = new opensearch.Domain(this, "Domain", {
      domainName,
      version: ENGINE_VERSION,
      ...nodes(search),
      ...(network && {
        vpc: network.vpc,
        vpcSubnets: [network.subnets],
        securityGroups: [network.domainSecurityGroup],
      }),
      encryptionAtRest: { enabled: true, kmsKey: key },
      nodeToNodeEncryption: true,
      enforceHttps: true,
      tlsSecurityPolicy: opensearch.TLSSecurityPolicy.TLS_1_2_PFS,
      fineGrainedAccessControl: { masterUserArn: administrator.roleArn },
      logging: logs.options,
      suppressLogsResourcePolicy: true,
      enableAutoSoftwareUpdate: true,
      offPeakWindowEnabled: true,
      removalPolicy: config.deletionProtection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.domain.node.addDependency(logs.policy);
    this.allowAccount();
    acknowledge(this.domain, acknowledgements(search));
  }

  /**
   * Written on the resource itself, since the name makes the ARN known. `accessPolicies` of the construct would set the
   * policy afterwards, by a custom resource with a function and permissions of its own.
   */
  private allowAccount(): void {
    const domain = this.domain.node.defaultChild as opensearch.CfnDomain;
    domain.accessPolicies = new iam.PolicyDocument({
      statements: [
        new iam.PolicyStatement({
          principals: [new iam.AccountRootPrincipal()],
          actions: ["es:ESHttpGet", "es:ESHttpPost", "es:ESHttpPut"],
          resources: [`${this.domainArn}/*`],
        }),
      ],
    });
  }
}

/** The version that the local platform runs too, so that what is tested is what is deployed. */
const ENGINE_VERSION = opensearch.EngineVersion.OPENSEARCH_3_7;

/**
 * With a standby, one zone of three takes no traffic until another fails. It asks for dedicated masters and the same
 * number of nodes in each zone. Source: Amazon OpenSearch Service Developer Guide, "Configuring a multi-AZ domain".
 */
function nodes({
  dataNodes,
  masterNodes,
  availabilityZones,
}: DomainConfig): Pick<opensearch.DomainProps, "capacity" | "ebs" | "zoneAwareness"> {
  return {
    capacity: {
      dataNodes: dataNodes.count,
      dataNodeInstanceType: dataNodes.instanceType,
      ...(masterNodes && {
        masterNodes: masterNodes.count,
        masterNodeInstanceType: masterNodes.instanceType,
      }),
      multiAzWithStandbyEnabled:
        availabilityZones === 3 && masterNodes !== undefined && dataNodes.count % 3 === 0,
    },
    ebs: { volumeType: ec2.EbsDeviceVolumeType.GP3, volumeSize: dataNodes.volumeGiB },
    ...(availabilityZones > 1 && {
      zoneAwareness: { enabled: true, availabilityZoneCount: availabilityZones },
    }),
  };
}

/** What the configuration chose and AwsSolutions would have otherwise. */
function acknowledgements({
  network,
  masterNodes,
  availabilityZones,
}: DomainConfig): readonly Acknowledgement[] {
  return [
    {
      id: "AwsSolutions-OS3",
      reason:
        "Lambda and people on call have no fixed addresses; instead every request is signed by a role of this account " +
        "that fine-grained access control maps, and the domain's audit log shows who asked for what",
    },
    ...(network.kind === "public"
      ? [
          {
            id: "AwsSolutions-OS1",
            reason:
              "search.network is public: TLS 1.2, IAM signatures, fine-grained access control and the audit log guard the " +
              "endpoint; an environment that must not be reachable at all sets search.network to vpc",
          },
        ]
      : []),
    ...(masterNodes === undefined
      ? [
          {
            id: "AwsSolutions-OS4",
            reason:
              "an environment without search.masterNodes is small, and its records are in the log groups too; losing the " +
              "elected node costs minutes of search, no log",
          },
        ]
      : []),
    ...(availabilityZones === 1
      ? [
          {
            id: "AwsSolutions-OS7",
            reason:
              "search.availabilityZones is 1: an outage of the zone costs this environment its search, no log, because " +
              "the log groups keep every record in several zones",
          },
        ]
      : []),
  ];
}
