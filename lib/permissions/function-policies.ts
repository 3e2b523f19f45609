import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { acknowledge } from "../compliance";
import { assignedIds, NO_RESOURCE } from "./acknowledgements";

/**
 * Lets functions write their traces. The policy exists once in a stack.
 *
 * @returns the policy, which must exist before the function
 */
export function allowTracing(role: iam.Role): iam.ManagedPolicy {
  return sharedPolicy(role, "TracingPolicy", (stack) => {
    const policy = new iam.ManagedPolicy(stack, "TracingPolicy", {
      description: "lets functions write their traces",
      statements: [
        new iam.PolicyStatement({
          actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
          resources: ["*"],
        }),
      ],
    });
    acknowledge(policy, [NO_RESOURCE]);
    return policy;
  });
}

/**
 * Lets Lambda create and delete the network interfaces of functions in a VPC, with the function's execution role. The
 * policy exists once in a stack. Source: AWS Lambda Developer Guide, "Giving Lambda functions access to resources in an
 * Amazon VPC". The guide requires `*` for deletion and warns that Lambda leaves interfaces behind if the resource is
 * narrower.
 *
 * @returns the policy, which must exist before the function
 */
export function allowNetworkInterfaces(role: iam.Role): iam.ManagedPolicy {
  return sharedPolicy(role, "NetworkInterfacesPolicy", (stack) => {
    const anyInRegion = stack.formatArn({ service: "ec2", resource: "*", resourceName: "*" });
    const policy = new iam.ManagedPolicy(stack, "NetworkInterfacesPolicy", {
      description: "lets Lambda create and delete the network interfaces of functions in a VPC",
      statements: [
        new iam.PolicyStatement({
          actions: [
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:AssignPrivateIpAddresses",
            "ec2:UnassignPrivateIpAddresses",
          ],
          resources: [anyInRegion],
        }),
        new iam.PolicyStatement({
          actions: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"],
          resources: ["*"],
        }),
      ],
    });
    acknowledge(policy, [...assignedIds(policy, [anyInRegion]), NO_RESOURCE]);
    return policy;
  });
}

function sharedPolicy(
  role: iam.Role,
  id: string,
  create: (stack: Stack) => iam.ManagedPolicy,
): iam.ManagedPolicy {
  const stack = Stack.of(role);
  const policy = (stack.node.tryFindChild(id) as iam.ManagedPolicy | undefined) ?? create(stack);
  policy.attachToRole(role);
  return policy;
}
