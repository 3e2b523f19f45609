import * as iam from "aws-cdk-lib/aws-iam";
import type { AssumableBy } from "../../config";

/**
 * The named principals, in the accounts that their ARNs name; otherwise every principal of this account that an IAM policy
 * allows to assume the role. A trust policy cannot name principals by pattern; a condition can.
 */
export function trusted({ principals, requireMfa }: AssumableBy): iam.IPrincipal {
  const accounts = [...new Set(principals?.map((arn) => arn.split(":")[4]))];
  const trustedAccounts =
    accounts.length === 0
      ? new iam.AccountRootPrincipal()
      : new iam.CompositePrincipal(...accounts.map((account) => new iam.AccountPrincipal(account)));
  return new iam.PrincipalWithConditions(trustedAccounts, {
    ...(requireMfa && { Bool: { "aws:MultiFactorAuthPresent": "true" } }),
    ...(principals && { ArnLike: { "aws:PrincipalArn": principals } }),
  });
}
