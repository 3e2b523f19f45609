import { Stack, type StackProps, Stage } from "aws-cdk-lib";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as logs from "aws-cdk-lib/aws-logs";
import type * as opensearch from "aws-cdk-lib/aws-opensearchservice";
import type * as s3 from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { CountedLog } from "../../catalog";
import type { EnvironmentConfig } from "../../config";
import type { WatchedArchive } from "../archive/watched-archive";
import type { WatchedForwarding } from "../forwarding/watched-forwarding";
import { Alarms } from "./alarms";
import { Dashboard } from "./dashboard";
import { retentionsOf } from "./log-group-retentions";
import { LogMetrics } from "./log-metrics";
import { Notifications } from "./notifications/notifications";
import { SavedQueries } from "./saved-queries";
import { TamperAlerts } from "./tamper-alerts";
import type { TamperRulesProps } from "./tamper-rules";
import { resourceMatchers } from "./tampered-resources";

export interface MonitoringStackProps extends StackProps {
  readonly config: EnvironmentConfig;
  /** The environment's key. */
  readonly key: kms.IKey;
  readonly groups: Readonly<Record<CountedLog, logs.ILogGroup>>;
  /** Absent where the environment has no sink. */
  readonly forwarding?: WatchedForwarding | undefined;
  /** Absent where the environment has no audit archive. */
  readonly archive?: WatchedArchive | undefined;
  /** The log group whose lines summarize invocations. Absent where the environment has no sink. */
  readonly forwarderLogGroupName?: string | undefined;
  /** Absent where the environment has no domain of its own. */
  readonly domain?: opensearch.IDomain | undefined;
  /** The buckets for server access logs, whose names CloudFormation generates. */
  readonly serverAccessLogsBuckets: readonly s3.IBucket[];
}

/**
 * The metric filters, the alarms, the notifications, the tamper alerts, the dashboard, and the saved queries.
 */
export class MonitoringStack extends Stack {
  /** Where an alert pages, and where what could not be delivered goes. Both admit the rules of tamper alerts. */
  readonly alertTargets: Pick<TamperRulesProps, "pages" | "undelivered">;

  constructor(scope: Construct, id: string, props: MonitoringStackProps) {
    const { config, key, groups, forwarding, archive, forwarderLogGroupName, domain, ...others } = props;
    const { serverAccessLogsBuckets, ...stackProps } = others;
    super(scope, id, stackProps);

    const { environment } = config;
    const logMetrics = new LogMetrics(this, "LogMetrics", { environment, groups });
    const keys = [key, ...(forwarding ? [forwarding.key] : []), ...(archive?.keys ?? [])];
    const notifications = new Notifications(this, "Notifications", {
      config,
      key,
      dashboardsUrl: domain && `https://${domain.domainEndpoint}/_dashboards`,
    });
    new Alarms(this, "Alarms", {
      config,
      watched: {
        ...{ environment, logMetrics, groups, forwarding, archive, domain },
        notifications: notifications.watched,
      },
      topics: notifications,
    });
    this.alertTargets = {
      pages: notifications.alarmTopics.page,
      undelivered: notifications.watched.undelivered,
    };
    new TamperAlerts(this, "TamperAlerts", {
      config,
      matchers: resourceMatchers(this, {
        config,
        keys,
        buckets: serverAccessLogsBuckets,
        forwarding,
        archive,
      }),
      // After the notifications, whose functions have log groups too.
      retentions: retentionsOf(Stage.of(this) ?? this),
      ...this.alertTargets,
    });
    new Dashboard(this, "Dashboard", { config, logMetrics, forwarding, forwarderLogGroupName, domain });
    new SavedQueries(this, "SavedQueries", { environment, groups, forwarderLogGroupName });
  }
}
