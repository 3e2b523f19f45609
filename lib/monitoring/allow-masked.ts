import { ArnFormat, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { acknowledge, wildcardFindingId } from "../compliance";

/**
 * Allows a role some actions on some log groups, whose lines it reads as CloudWatch Logs masks them: an explicit deny of
 * `logs:Unmask` overrides every other policy.
 */
export function allowMasked(
  role: iam.Role,
  logGroupNames: readonly string[],
  actions: readonly string[],
): void {
  const resources = logGroupNames.map((name) =>
    Stack.of(role).formatArn({
      service: "logs",
      resource: "log-group",
      resourceName: `${name}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  );
  role.addToPolicy(new iam.PolicyStatement({ actions: [...actions], resources }));
  denyUnmasking(role);
  acknowledge(
    role,
    resources.map((resource) => ({
      id: wildcardFindingId(role, resource),
      reason:
        "CloudWatch Logs requires this form: one log group by its name, and all its log streams, whose names the hosts " +
        "choose; the statement grants access to no other log group",
    })),
  );
}

export function denyUnmasking(role: iam.Role): void {
  role.addToPolicy(
    new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ["logs:Unmask"], resources: ["*"] }),
  );
}
