import { ArnFormat, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { dashboardName } from "../../catalog";
import type { AssumableBy } from "../../config";
import { acknowledge } from "../compliance";
import { EVERY_ALARM, wholeLogGroups } from "../permissions/acknowledgements";
import { Role } from "../permissions/role";
import { logGroupArn } from "./log-group-arn";
import { trusted } from "./trusted";

export interface LogReaderProps {
  readonly roleName: string;
  /** Who assumes the role, and what the role may do. */
  readonly description: string;
  readonly environment: string;
  readonly assumableBy: AssumableBy;
  /** The log groups it may read. */
  readonly logGroupNames: readonly string[];
  /**
   * Whether the role may read the original of masked text. If false, an explicit deny overrides every other policy.
   * @default false
   */
  readonly unmask?: boolean;
}

/** The actions to read and search log groups. */
const READ = [
  "logs:DescribeLogStreams",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetLogGroupFields",
  "logs:GetLogRecord",
  "logs:GetQueryResults",
  "logs:StartLiveTail",
  "logs:StartQuery",
];

/**
 * What the console of CloudWatch also calls, for lists of names, saved queries, metrics and alarms. None of these actions
 * reads a log line. Stopping a query requires its id. Sources: AWS managed policies CloudWatchLogsReadOnlyAccess and
 * CloudWatchReadOnlyAccess.
 */
const USE_CONSOLE = [
  "cloudwatch:DescribeAlarmHistory",
  "cloudwatch:DescribeAlarms",
  "cloudwatch:GetMetricData",
  "cloudwatch:ListDashboards",
  "cloudwatch:ListMetrics",
  "logs:DescribeLogGroups",
  "logs:DescribeQueryDefinitions",
  "logs:StopLiveTail",
  "logs:StopQuery",
];

/**
 * A role to read some log groups, also in the console, with the alarms and the dashboard. The role may not list running
 * queries, so it cannot find those of others.
 *
 * The role needs no grant on the KMS key: CloudWatch Logs decrypts for every principal that may read the log group.
 */
export class LogReader extends Construct {
  readonly role: iam.Role;

  constructor(scope: Construct, id: string, props: LogReaderProps) {
    super(scope, id);

    const { roleName, description, environment, assumableBy, logGroupNames, unmask = false } = props;
    this.role = new Role(this, "Role", {
      roleName,
      description: description,
      assumedBy: trusted(assumableBy),
    });
    this.allowReading(logGroupNames, unmask);
    this.allowConsole(environment);
    if (!unmask) this.denyUnmasking();
  }

  private allowReading(logGroupNames: readonly string[], unmask: boolean): void {
    const resources = logGroupNames.map((name) => logGroupArn(this, name));
    this.role.addToPolicy(
      new iam.PolicyStatement({ actions: unmask ? [...READ, "logs:Unmask"] : READ, resources }),
    );
    acknowledge(this.role, wholeLogGroups(this, resources));
  }

  private allowConsole(environment: string): void {
    const dashboard = Stack.of(this).formatArn({
      service: "cloudwatch",
      region: "",
      resource: "dashboard",
      resourceName: dashboardName(environment),
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    this.role.addToPolicy(
      new iam.PolicyStatement({ actions: ["cloudwatch:GetDashboard"], resources: [dashboard] }),
    );
    this.role.addToPolicy(new iam.PolicyStatement({ actions: USE_CONSOLE, resources: ["*"] }));
    acknowledge(this.role, [EVERY_ALARM]);
  }

  /** A policy with `logs:*`, attached to the role later for another purpose, would otherwise unmask every log group. */
  private denyUnmasking(): void {
    this.role.addToPolicy(
      new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ["logs:Unmask"], resources: ["*"] }),
    );
  }
}
