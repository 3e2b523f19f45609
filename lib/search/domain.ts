import { Stack } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as opensearch from "aws-cdk-lib/aws-opensearchservice";
import { Construct } from "constructs";
import { searchDomainName } from "../../catalog";
import type { DomainConfig, EnvironmentConfig } from "../../config/schema";
import { acknowledge, type Acknowledgement, twinIds } from "../compliance";
import { DomainLogs } from "./domain-logs";
import { retainOnceDeployed } from "../storage/removal-policies";
import type { SearchNetwork } from "./search-network";

export interface DomainProps {
  readonly config: EnvironmentConfig;
  readonly search: DomainConfig;
  /** Encrypts indexes, swap files, snapshots and the domain's own logs. */
  readonly key: kms.IKey;
  /** The role of the master user of fine-grained access control. */
  readonly administrator: iam.IRole;
  /** @default - a public endpoint, which accepts only signed requests */
  readonly network?: SearchNetwork | undefined;
}

/**
 * The OpenSearch domain that stores an environment's log records. It accepts only requests that are signed by an IAM
 * role that fine-grained access control maps. There is no internal user database, so there are no passwords.
 *
 * The domain has a fixed name. A change that requires replacement, and would delete every record, therefore fails
 * instead. Resizing, software updates and most other changes run as a blue/green deployment without downtime, which can
 * take hours.
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
      fineGrainedAccessControl: { masterUserArn: administrator.roleArn, ...samlOptions(search) },
      logging: logs.options,
      suppressLogsResourcePolicy: true,
      enableAutoSoftwareUpdate: true,
      offPeakWindowEnabled: true,
      removalPolicy: retainOnceDeployed(config.deletionProtection),
    });
    this.domain.node.addDependency(logs.policy);
    this.allowAccount(search.saml !== undefined);
    acknowledge(this.domain, acknowledgements(search));
  }

  /**
   * The access policy is set on the L1 resource, which is possible because the fixed name makes the ARN known. The
   * construct's `accessPolicies` would set it afterwards, with a custom resource that has a function and permissions of
   * its own.
   *
   * A browser cannot sign requests. With SAML, the policy therefore admits unsigned requests to the path of Dashboards,
   * which accepts only people who are signed in. Every other path still requires a signature.
   */
  private allowAccount(withSaml: boolean): void {
    const domain = this.domain.node.defaultChild as opensearch.CfnDomain;
    domain.accessPolicies = new iam.PolicyDocument({
      statements: [
        new iam.PolicyStatement({
          principals: [new iam.AccountRootPrincipal()],
          actions: ["es:ESHttpGet", "es:ESHttpPost", "es:ESHttpPut"],
          resources: [`${this.domainArn}/*`],
        }),
        ...(withSaml
          ? [
              new iam.PolicyStatement({
                principals: [new iam.AnyPrincipal()],
                actions: ["es:ESHttpGet", "es:ESHttpPost", "es:ESHttpPut", "es:ESHttpDelete"],
                resources: [`${this.domainArn}/_dashboards*`],
              }),
            ]
          : []),
      ],
    });
  }
}

/** The same version as on the local platform, so that local tests apply to what is deployed. */
const ENGINE_VERSION = opensearch.EngineVersion.OPENSEARCH_3_7;

/**
 * Multi-AZ with Standby: one of three zones serves no requests until another zone fails. It requires dedicated master
 * nodes and the same number of data nodes in each zone. Source: Amazon OpenSearch Service Developer Guide, "Configuring
 * a multi-AZ domain".
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

/** No group is an administrator: only the role of the search-content function is. */
function samlOptions({ saml }: DomainConfig): opensearch.AdvancedSecurityOptions {
  if (!saml) return {};
  return {
    samlAuthenticationEnabled: true,
    samlAuthenticationOptions: {
      idpEntityId: saml.entityId,
      idpMetadataContent: saml.metadata,
      rolesKey: saml.groupsAttribute,
      sessionTimeoutMinutes: saml.sessionMinutes,
    },
  };
}

/** The findings that follow from choices in the configuration. */
function acknowledgements({
  network,
  masterNodes,
  availabilityZones,
  saml,
}: DomainConfig): Acknowledgement[] {
  const accept = (ids: readonly string[], reason: string): Acknowledgement => ({
    ids,
    reason,
    owner: "platform team",
    reviewBy: "2027-11-30",
  });
  const accepted = [
    accept(
      ["AwsSolutions-OS3"],
      "Lambda functions and on-call engineers have no fixed IP addresses; instead, fine-grained access control accepts " +
        "only requests signed by mapped roles of this account, and the domain's audit log records each request",
    ),
  ];
  if (saml) {
    accepted.push(
      accept(
        ["AwsSolutions-OS5"],
        "search.saml is set: a browser cannot sign requests, so the path of OpenSearch Dashboards admits unsigned ones, and " +
          "Dashboards accepts only people whom the identity provider has signed in; every other path requires a signature",
      ),
    );
  }
  if (network.kind === "public") {
    accepted.push(
      accept(
        ["AwsSolutions-OS1", ...twinIds("OpenSearchInVPCOnly", "nist", "hipaa", "pci")],
        "search.network is public: TLS 1.2, IAM signatures, fine-grained access control and the audit log protect the " +
          "endpoint; set search.network to vpc for an environment whose endpoint must not be public",
      ),
    );
  }
  if (masterNodes === undefined) {
    accepted.push(
      accept(
        ["AwsSolutions-OS4"],
        "an environment without search.masterNodes is small, and its log groups contain the same records; if the " +
          "elected node fails, search is unavailable for minutes and no log event is lost",
      ),
    );
  }
  if (availabilityZones === 1) {
    accepted.push(
      accept(
        ["AwsSolutions-OS7"],
        "search.availabilityZones is 1: during an outage of the zone, search is unavailable, but no log event is " +
          "lost, because CloudWatch Logs stores the log groups in several zones",
      ),
    );
  }
  return accepted;
}
