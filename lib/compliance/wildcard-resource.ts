import { Stack } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** The finding about a policy whose resource has a wildcard, as the report prints it: references in `<>`. */
export function wildcardResource(scope: IConstruct, arn: string): string {
  return `AwsSolutions-IAM5[Resource::${print(Stack.of(scope).resolve(arn))}]`;
}

interface Reference {
  readonly Ref?: string;
  readonly "Fn::GetAtt"?: readonly [string, string];
  readonly "Fn::Join"?: readonly [string, readonly unknown[]];
}

function print(part: unknown): string {
  if (typeof part === "string") return part;
  const { Ref, "Fn::GetAtt": attribute, "Fn::Join": join } = part as Reference;
  if (join) return join[1].map(print).join(join[0]);
  return `<${Ref ?? attribute?.join(".") ?? JSON.stringify(part)}>`;
}
