import { Stack, Stage, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** A finding that the project accepts, with the reason. */
export interface Acknowledgement {
  /** Rule and finding as the report prints them, for example `AwsSolutions-IAM5[Resource::*]`. */
  readonly id: string;
  /** What a reviewer must know to agree: why there is no alternative, and what limits the risk. */
  readonly reason: string;
}

/** A shorter text is a label, not a reason. */
const MIN_REASON_CHARACTERS = 40;

/**
 * Accepts findings about one construct and its children. cdk.out/validation-report.json lists each acknowledgement with
 * its reason. An acknowledgement that matches no finding fails synthesis (see `SolutionsChecks`).
 *
 * The id is passed to the CDK with its rule pack as namespace (`AwsSolutions::AwsSolutions-IAM5[…]`). Without the
 * namespace, cdk-nag drops the finding before it writes the report, and the report does not show the acknowledgement.
 *
 * @throws Error if the construct is a stack or stage, the id has no rule pack, or the reason is too short.
 */
export function acknowledge(construct: IConstruct, acknowledgements: readonly Acknowledgement[]): void {
  const { path } = construct.node;
  if (Stack.isStack(construct) || Stage.isStage(construct)) {
    throw new Error(`${path} is a stack or stage; acknowledge the finding on the construct that it is about`);
  }
  for (const { id, reason } of acknowledgements) {
    const pack = /^([A-Z]\w*)-[A-Z]+\d+(?:\[.+\])?$/.exec(id)?.[1];
    if (pack === undefined) {
      throw new Error(
        `"${id}" at ${path} is not the id of a finding; copy it from the report, for example AwsSolutions-IAM5[Resource::*]`,
      );
    }
    if (reason.trim().length < MIN_REASON_CHARACTERS) {
      throw new Error(
        `the reason for ${id} at ${path} has ${reason.trim().length} characters, fewer than ${MIN_REASON_CHARACTERS}; ` +
          "state why there is no alternative and what limits the risk",
      );
    }
    Validations.of(construct).acknowledge({ id: `${pack}::${id}`, reason: reason });
  }
}
