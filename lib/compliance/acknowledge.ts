import { Stack, Stage, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** A finding that is right as it is, and why. */
export interface Acknowledgement {
  /** Rule and finding as the report prints them, such as `AwsSolutions-IAM5[Resource::*]`. */
  readonly id: string;
  /** What a reviewer must know to agree: why there is no other way, and what bounds the risk. */
  readonly reason: string;
}

/** Shorter than this is a label, not a reason. */
const MIN_REASON_CHARACTERS = 40;

/**
 * Accepts findings about one construct and its children. Each acknowledgement shows in cdk.out/validation-report.json
 * with its reason; one that matches no finding fails the synth (see `SolutionsChecks`).
 *
 * The id is written with its pack as namespace (`AwsSolutions::AwsSolutions-IAM5[…]`). Without it cdk-nag drops the
 * finding before the report is made, and nobody sees that it was accepted.
 *
 * @throws Error for a stack or stage as the construct, an id without its pack, or a reason too short to be one.
 */
export function acknowledge(construct: IConstruct, acknowledgements: readonly Acknowledgement[]): void {
  const { path } = construct.node;
  if (Stack.isStack(construct) || Stage.isStage(construct)) {
    throw new Error(
      `${path} is a whole stack or stage; acknowledge findings beside the construct they are about`,
    );
  }
  for (const { id, reason } of acknowledgements) {
    const pack = /^([A-Z]\w*)-[A-Z]+\d+(?:\[.+\])?$/.exec(id)?.[1];
    if (pack === undefined) {
      throw new Error(
        `"${id}" at ${path} is no finding; write it as the report prints it, such as AwsSolutions-IAM5[Resource::*]`,
      );
    }
    if (reason.trim().length < MIN_REASON_CHARACTERS) {
      throw new Error(
        `the reason for ${id} at ${path} has ${reason.trim().length} characters, fewer than ${MIN_REASON_CHARACTERS}; ` +
          "say why there is no other way and what bounds the risk",
      );
    }
    Validations.of(construct).acknowledge({ id: `${pack}::${id}`, reason: reason });
  }
}
