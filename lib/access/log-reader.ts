import * as iam from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { acknowledge } from "../compliance";
import { NO_RESOURCE, wholeLogGroups } from "../permissions/acknowledgements";
import { Role } from "../permissions/role";
import { logGroupArn } from "./log-group-arn";

export interface LogReaderProps {
  readonly roleName: string;
  /** Who assumes the role, and what the role may do. */
  readonly description: string;
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
  "logs:StartLiveTail",
  "logs:StartQuery",
];

/**
 * A role to read some log groups. Users of this account assume it with multi-factor authentication. The role may list
 * the saved queries of the account. It may read the results of a running query by its id, but not list running queries,
 * so it cannot find those of others.
 *
 * The role needs no grant on the KMS key: CloudWatch Logs decrypts for every principal that may read the log group.
 */
export class LogReader extends Construct {
  readonly role: iam.Role;

  constructor(
    scope: Construct,
    id: string,
    { roleName, description, logGroupNames, unmask = false }: LogReaderProps,
  ) {
    super(scope, id);

    this.role = new Role(this, "Role", {
      roleName,
      description: description,
      assumedBy: new iam.AccountRootPrincipal().withConditions({
        Bool: { "aws:MultiFactorAuthPresent": "true" },
      }),
    });
    this.allowReading(logGroupNames, unmask);
    this.allowQueries();
    if (!unmask) this.denyUnmasking();
  }

  private allowReading(logGroupNames: readonly string[], unmask: boolean): void {
    const resources = logGroupNames.map((name) => logGroupArn(this, name));
    this.role.addToPolicy(
      new iam.PolicyStatement({ actions: unmask ? [...READ, "logs:Unmask"] : READ, resources }),
    );
    acknowledge(this.role, wholeLogGroups(this, resources));
  }

  /** A policy with `logs:*`, attached to the role later for another purpose, would otherwise unmask every log group. */
  private denyUnmasking(): void {
    this.role.addToPolicy(
      new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ["logs:Unmask"], resources: ["*"] }),
    );
  }

  /**
   * A saved query has a query text and no results. The other actions require a query id, which only the caller that
   * started the query knows, because the role may not list running queries.
   */
  private allowQueries(): void {
    const actions = ["logs:DescribeQueryDefinitions", "logs:GetQueryResults", "logs:StopQuery"];
    this.role.addToPolicy(new iam.PolicyStatement({ actions, resources: ["*"] }));
    acknowledge(this.role, [NO_RESOURCE]);
  }
}
