import { Stack } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** Id of the finding about a policy whose resource has a wildcard, as the report prints it: references and IAM policy variables in `<>`. */
export function wildcardFindingId(scope: IConstruct, arn: string): string {
  return `AwsSolutions-IAM5[Resource::${formatReference(Stack.of(scope).resolve(arn))}]`;
}

interface Reference {
  readonly Ref?: string;
  readonly "Fn::GetAtt"?: readonly [string, string];
  readonly "Fn::Join"?: readonly [string, readonly unknown[]];
}

function formatReference(part: unknown): string {
  if (typeof part === "string") return part.replaceAll(/\$\{([\w:]+)\}/g, "<$1>");
  const { Ref, "Fn::GetAtt": attribute, "Fn::Join": join } = part as Reference;
  if (join) return join[1].map(formatReference).join(join[0]);
  return `<${Ref ?? attribute?.join(".") ?? JSON.stringify(part)}>`;
}
