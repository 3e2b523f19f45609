import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import type { LoggingOptions } from "aws-cdk-lib/aws-opensearchservice";
import { Construct } from "constructs";
import { DOMAIN_LOG_RETENTION_DAYS, logById } from "../../catalog";
import { retentionDaysOf } from "../../config";
import type { EnvironmentConfig } from "../../config/schema";
import { asRetention } from "../storage/retention";
import { createSearchLogGroup } from "./search-log-group";

export interface DomainLogsProps {
  readonly config: EnvironmentConfig;
  readonly key: kms.IKey;
  /** The domain that may write them. */
  readonly domainArn: string;
}

/**
 * The log groups of the domain itself. The domain's audit log records who read what, so its retention is that of the
 * security log.
 *
 * The CDK's `Domain` construct would create unencrypted log groups, and a resource policy that any domain of any
 * account could use.
 */
export class DomainLogs extends Construct {
  /** The logging options of the domain. */
  readonly options: LoggingOptions;
  /** Must exist before the domain: OpenSearch Service tests write access when it creates the domain. */
  readonly policy: logs.ResourcePolicy;

  constructor(scope: Construct, id: string, { config, key, domainArn }: DomainLogsProps) {
    super(scope, id);

    const operational = { config, key, retention: asRetention(DOMAIN_LOG_RETENTION_DAYS) };
    const audit = createSearchLogGroup(this, "Audit", {
      ...operational,
      log: "audit",
      holdsAuditRecords: true,
      retention: asRetention(retentionDaysOf(config, logById("security"))),
    });
    const application = createSearchLogGroup(this, "Application", { ...operational, log: "application" });
    const slowSearch = createSearchLogGroup(this, "SlowSearch", { ...operational, log: "slow-search" });
    const slowIndexing = createSearchLogGroup(this, "SlowIndexing", { ...operational, log: "slow-indexing" });

    this.options = {
      auditLogEnabled: true,
      auditLogGroup: audit,
      appLogEnabled: true,
      appLogGroup: application,
      slowSearchLogEnabled: true,
      slowSearchLogGroup: slowSearch,
      slowIndexLogEnabled: true,
      slowIndexLogGroup: slowIndexing,
    };
    this.policy = this.allowDomain(config.environment, domainArn, [
      audit,
      application,
      slowSearch,
      slowIndexing,
    ]);
  }

  /** Source: Amazon OpenSearch Service Developer Guide, "Monitoring OpenSearch logs with Amazon CloudWatch Logs". */
  private allowDomain(
    environment: string,
    domainArn: string,
    groups: readonly logs.LogGroup[],
  ): logs.ResourcePolicy {
    return new logs.ResourcePolicy(this, "Policy", {
      resourcePolicyName: `inventorysync-${environment}-search`,
      policyStatements: [
        new iam.PolicyStatement({
          principals: [new iam.ServicePrincipal("es.amazonaws.com")],
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: groups.map((group) => group.logGroupArn),
          conditions: {
            StringEquals: { "aws:SourceAccount": Stack.of(this).account },
            ArnEquals: { "aws:SourceArn": domainArn },
          },
        }),
      ],
    });
  }
}
