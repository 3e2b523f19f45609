import { type CfnElement, CfnResource, Stack } from "aws-cdk-lib";

/**
 * The properties of a resource as the template contains them, with overrides. A provider of the CDK's own is a plain
 * `CfnResource`, whose properties only the template shows.
 */
export function templateProperties(resource: CfnResource): Readonly<Record<string, unknown>> {
  const { Resources } = Stack.of(resource).resolve(resource._toCloudFormation()) as {
    readonly Resources: Readonly<Record<string, { readonly Properties?: Readonly<Record<string, unknown>> }>>;
  };
  return Object.values(Resources)[0]?.Properties ?? {};
}

/** The logical id of a resource or a parameter. */
export function logicalIdOf(element: CfnElement): string {
  return Stack.of(element).resolve(element.logicalId) as string;
}

/** The other resources of a resource's stack that have one of these types. */
export function resourcesBeside(resource: CfnResource, ...types: readonly string[]): CfnResource[] {
  return Stack.of(resource)
    .node.findAll()
    .filter((each) => CfnResource.isCfnResource(each))
    .filter(({ cfnResourceType }) => types.includes(cfnResourceType));
}

/** A value of a template as one text, in which `<…>` stands for a reference. */
export function formatValue(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(formatValue).join(", ");
  const {
    Ref,
    "Fn::GetAtt": attribute,
    "Fn::Join": join,
  } = (value ?? {}) as {
    readonly Ref?: string;
    readonly "Fn::GetAtt"?: readonly string[];
    readonly "Fn::Join"?: readonly [string, readonly unknown[]];
  };
  if (join) return join[1].map(formatValue).join(join[0]);
  return `<${Ref ?? attribute?.join(".") ?? JSON.stringify(value)}>`;
}
