import type { ResourceDifference, TemplateDiff } from "@aws-cdk/cloudformation-diff";

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly [attribute: string]: unknown;
}

/** A resource that differs. `before` is undefined if it is new, `after` if it was removed. */
export interface ChangedResource {
  /** `production/Storage` */
  readonly stack: string;
  readonly logicalId: string;
  /** The path of its construct, without a last `/Resource`. Its logical id if the template has no path. */
  readonly path: string;
  readonly type: string;
  readonly before: Resource | undefined;
  readonly after: Resource | undefined;
  readonly difference: ResourceDifference;
}

/** A stack whose template or settings differ. */
export interface ChangedStack {
  readonly stack: string;
  readonly difference: TemplateDiff;
  readonly resources: readonly ChangedResource[];
  /** Undefined if the stack does not exist on this side, or the side does not know it. */
  readonly terminationProtection: Sides<boolean | undefined>;
}

/** An accepted finding of cdk-nag about one construct. */
export interface AcknowledgedFinding {
  readonly id: string;
  readonly path: string;
  readonly reason: string;
}

export interface Sides<Value> {
  readonly before: Value;
  readonly after: Value;
}

/** The difference between two versions of one environment. */
export interface EnvironmentChange {
  readonly environment: string;
  /** Every stack of either version, by its path. */
  readonly stacks: readonly ChangedStack[];
  /** Undefined if a version does not know them: a deployed stack does not contain them. */
  readonly acknowledgements: Sides<readonly AcknowledgedFinding[]> | undefined;
}

/** The changed resources of every stack. */
export function changedResources({ stacks }: EnvironmentChange): readonly ChangedResource[] {
  return stacks.flatMap(({ resources }) => resources);
}

/** The stacks of one difference, with its resources. */
export function changedStack(
  stack: string,
  difference: TemplateDiff,
  terminationProtection: ChangedStack["terminationProtection"],
): ChangedStack {
  const resources = Object.entries(difference.resources.changes).map(([logicalId, change]) =>
    changedResource(stack, logicalId, change),
  );
  return { stack, difference, terminationProtection, resources };
}

function changedResource(stack: string, logicalId: string, difference: ResourceDifference): ChangedResource {
  const before = difference.oldValue as Resource | undefined;
  const after = difference.newValue as Resource | undefined;
  const path = (after ?? before)?.Metadata?.["aws:cdk:path"];
  return {
    stack,
    logicalId,
    path: typeof path === "string" ? path.replace(/\/Resource$/, "") : `${stack}/${logicalId}`,
    type: (after ?? before)?.Type ?? "unknown",
    before,
    after,
    difference,
  };
}
