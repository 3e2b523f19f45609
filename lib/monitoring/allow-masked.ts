import { ArnFormat, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { acknowledge } from "../compliance";
import { wholeLogGroups } from "../permissions/acknowledgements";

export interface LogGroupGrant {
  readonly logGroupNames: readonly string[];
  readonly actions: readonly string[];
}

/**
 * Allows a role some actions on some log groups, whose lines it reads as CloudWatch Logs masks them: an explicit deny of
 * `logs:Unmask` overrides every other policy.
 */
export function allowMasked(role: iam.Role, grants: readonly LogGroupGrant[]): void {
  const arnOf = (name: string) =>
    Stack.of(role).formatArn({
      service: "logs",
      resource: "log-group",
      resourceName: `${name}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  for (const { logGroupNames, actions } of grants)
    role.addToPolicy(new iam.PolicyStatement({ actions: [...actions], resources: logGroupNames.map(arnOf) }));
  denyUnmasking(role);
  const names = new Set(grants.flatMap(({ logGroupNames }) => logGroupNames));
  acknowledge(role, wholeLogGroups(role, [...names].map(arnOf)));
}

function denyUnmasking(role: iam.Role): void {
  role.addToPolicy(
    new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ["logs:Unmask"], resources: ["*"] }),
  );
}
