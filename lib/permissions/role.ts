import * as iam from "aws-cdk-lib/aws-iam";

/**
 * A role whose permissions are one customer-managed policy. The CDK's own role has an inline policy instead, which IAM
 * shows only as a part of the role, without versions. A managed policy can have 6,144 characters; white space does not
 * count. Source: AWS Identity and Access Management User Guide, "IAM and AWS STS quotas".
 */
export class Role extends iam.Role {
  private policy: iam.ManagedPolicy | undefined;

  override addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.policy ??= new iam.ManagedPolicy(this, "Policy", { roles: [this] });
    this.policy.addStatements(statement);
    return { statementAdded: true, policyDependable: this.policy };
  }
}
