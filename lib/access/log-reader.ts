import * as iam from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { acknowledge, wildcardFindingId } from "../compliance";
import { logGroupArn } from "./log-group-arn";

export interface LogReaderProps {
  readonly roleName: string;
  /** Who it is for and what it may do, for a person. */
  readonly description: string;
  /** The log groups it may read. */
  readonly logGroupNames: readonly string[];
  /**
   * Whether it sees what data protection masks; otherwise no other policy lets it.
   * @default false
   */
  readonly unmask?: boolean;
}

/** Reading and searching of named log groups. */
const READ = [
  "logs:DescribeLogStreams",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetLogGroupFields",
  "logs:StartLiveTail",
  "logs:StartQuery",
];

/**
 * A role that people of this account take on, signed in with a second factor, to read some log groups. It has the
 * results only of queries whose id it was given: it cannot list those of others.
 *
 * The groups' key needs no grant: CloudWatch Logs decrypts for whoever may read.
 */
export class LogReader extends Construct {
  readonly role: iam.Role;

  constructor(
    scope: Construct,
    id: string,
    { roleName, description, logGroupNames, unmask = false }: LogReaderProps,
  ) {
    super(scope, id);

    this.role = new iam.Role(this, "Role", {
      roleName,
      description: description,
      assumedBy: new iam.AccountRootPrincipal().withConditions({
        Bool: { "aws:MultiFactorAuthPresent": "true" },
      }),
    });
    this.allowReading(logGroupNames, unmask);
    this.allowQueryResults();
    if (!unmask) this.denyUnmasking();
  }

  private allowReading(logGroupNames: readonly string[], unmask: boolean): void {
    const resources = logGroupNames.map((name) => logGroupArn(this, name));
    this.role.addToPolicy(
      new iam.PolicyStatement({ actions: unmask ? [...READ, "logs:Unmask"] : READ, resources }),
    );
    acknowledge(
      this.role,
      resources.map((resource) => ({
        id: wildcardFindingId(this, resource),
        reason:
          "the form CloudWatch Logs asks for in policies: one log group by its name, and the log streams in it, which " +
          "hosts name; it reaches no other group",
      })),
    );
  }

  /** A policy with `logs:*`, attached to the role one day for another need, would unmask every log group. */
  private denyUnmasking(): void {
    this.role.addToPolicy(
      new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ["logs:Unmask"], resources: ["*"] }),
    );
  }

  private allowQueryResults(): void {
    this.role.addToPolicy(
      new iam.PolicyStatement({ actions: ["logs:GetQueryResults", "logs:StopQuery"], resources: ["*"] }),
    );
    acknowledge(this.role, [
      {
        id: "AwsSolutions-IAM5[Resource::*]",
        reason:
          "both actions have no resource in IAM; they take a query's id, which only who started the query knows, since " +
          "the role may not list queries, and starting one is bound to the log groups above",
      },
    ]);
  }
}
