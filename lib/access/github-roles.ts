import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { resourceNamePrefix, roleName } from "../../catalog";
import { acknowledge, wildcardFindingId } from "../compliance";
import { Role } from "../permissions/role";

export interface GithubRolesProps {
  readonly environment: string;
  /** Owner and name, such as `example/inventorysync-logging`. */
  readonly repository: string;
  /** The only branch whose workflows may assume the roles. */
  readonly branch: string;
}

const ISSUER = "token.actions.githubusercontent.com";
/** What `aws-actions/configure-aws-credentials` asks GitHub for. */
const AUDIENCE = "sts.amazonaws.com";
/** The qualifier of the roles that `cdk bootstrap` creates. Source: AWS CDK, DefaultStackSynthesizer. */
const BOOTSTRAP = "cdk-hnb659fds";

/**
 * The roles that the GitHub workflows assume with a token of GitHub's OpenID Connect provider, so that no key is stored.
 * The account has the provider already (docs/workflows.md): an account can have one only, and environments share accounts.
 *
 * - `deployment` may assume the roles of `cdk bootstrap` that publish assets and deploy. Only a job of the GitHub environment
 *   of the same name, on the branch, may assume it; there, GitHub waits for an approval if the environment demands one.
 * - `inspection` may read the templates of the environment's stacks, and assume the role of `cdk bootstrap` that only reads.
 *   Only a job on the branch, outside any GitHub environment, may assume it: a schedule waits for no approval.
 */
export class GithubRoles extends Construct {
  constructor(scope: Construct, id: string, { environment, repository, branch }: GithubRolesProps) {
    super(scope, id);

    const ref = `refs/heads/${branch}`;
    const deployment = new Role(this, "Deployment", {
      roleName: roleName(environment, "deployment"),
      description: `GitHub workflows of ${repository}: deploy ${environment}`,
      assumedBy: this.workflow(repository, ref, {
        sub: `repo:${repository}:environment:${environment}`,
        environment,
      }),
    });
    this.allowAssuming(deployment, ["deploy-role", "file-publishing-role", "lookup-role"]);

    const inspection = new Role(this, "Inspection", {
      roleName: roleName(environment, "inspection"),
      description: `GitHub workflows of ${repository}: compare ${environment} with the repository`,
      assumedBy: this.workflow(repository, ref, { sub: `repo:${repository}:ref:${ref}` }),
    });
    this.allowAssuming(inspection, ["lookup-role"]);
    for (const role of [deployment, inspection]) this.allowReadingStacks(role, environment);
  }

  /**
   * A job of a workflow of the repository, on a branch. `sub` alone would admit a job of the environment on any branch.
   * Source: AWS Identity and Access Management User Guide, "Available keys for AWS OIDC federation", GitHub.
   */
  private workflow(
    repository: string,
    ref: string,
    claims: Readonly<Record<string, string>>,
  ): iam.IPrincipal {
    const provider = Stack.of(this).formatArn({
      service: "iam",
      region: "",
      resource: "oidc-provider",
      resourceName: ISSUER,
    });
    const expected = { aud: AUDIENCE, repository, ref, ...claims };
    return new iam.WebIdentityPrincipal(provider, {
      StringEquals: Object.fromEntries(
        Object.entries(expected).map(([claim, value]) => [`${ISSUER}:${claim}`, value]),
      ),
    });
  }

  /** Those of this account and region. */
  private allowAssuming(role: iam.Role, names: readonly string[]): void {
    const { account, region } = Stack.of(this);
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["sts:AssumeRole"],
        resources: names.map((name) =>
          Stack.of(this).formatArn({
            service: "iam",
            region: "",
            resource: "role",
            resourceName: `${BOOTSTRAP}-${name}-${account}-${region}`,
          }),
        ),
      }),
    );
  }

  /** `npx logs diff --deployed` compares with them. */
  private allowReadingStacks(role: iam.Role, environment: string): void {
    const stacks = Stack.of(this).formatArn({
      service: "cloudformation",
      resource: "stack",
      resourceName: `${resourceNamePrefix(environment)}*`,
    });
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["cloudformation:DescribeStacks", "cloudformation:GetTemplate"],
        resources: [stacks],
      }),
    );
    acknowledge(role, [
      {
        ids: [wildcardFindingId(this, stacks)],
        reason:
          "CloudFormation adds an id to the ARN of a stack when it creates it, so no policy can name it beforehand; the " +
          "statement reads the templates of the stacks of this environment, which contain no secret",
        owner: "security team",
        reviewBy: "2027-11-30",
      },
    ]);
  }
}
