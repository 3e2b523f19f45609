import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { Stack, Stage, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import { packOfFinding } from "./packs";

/** Who answers for an acknowledgement, and reviews it. */
export type Owner = "platform team" | "security team";

/** Findings about one construct that the project accepts, with the reason. */
export interface Acknowledgement {
  /**
   * Rule and finding as the report prints them, for example `AwsSolutions-IAM5[Resource::*]`. More than one if several
   * rule packs have a rule for the same fact.
   */
  readonly ids: readonly string[];
  /** What a reviewer must know to agree: why there is no alternative, and what limits the risk. */
  readonly reason: string;
  readonly owner: Owner;
  /** The last day on which the acknowledgement is valid, for example `2027-11-30`. */
  readonly reviewBy: string;
}

/** An acknowledgement, with where the code states it. */
export interface RecordedAcknowledgement extends Acknowledgement {
  /** File and line of the call of `acknowledge`, such as `lib/storage/trail.ts:57`. */
  readonly source: string;
}

/** A shorter text is a label, not a reason. */
const MIN_REASON_CHARACTERS = 40;

const METADATA = "inventorysync:acknowledgement";

/**
 * Accepts findings about one construct, or about one child of it. cdk.out/validation-report.json lists each
 * acknowledgement with its reason, owner and review date. An acknowledgement that matches no finding, or more than one
 * construct, or whose review date has passed, fails synthesis (see `complianceChecks`).
 *
 * The id is passed to the CDK with its rule pack as namespace (`AwsSolutions::AwsSolutions-IAM5[…]`). Without the
 * namespace, cdk-nag drops the finding before it writes the report, and the report does not show the acknowledgement.
 *
 * @throws Error if the construct is a stack or stage, an id has no rule pack, the reason is too short, or the review date
 * is no date
 */
export function acknowledge(construct: IConstruct, acknowledgements: readonly Acknowledgement[]): void {
  const { path } = construct.node;
  if (Stack.isStack(construct) || Stage.isStage(construct)) {
    throw new Error(`${path} is a stack or stage; acknowledge the finding on the construct that it is about`);
  }
  const source = callSite();
  for (const acknowledgement of acknowledgements) {
    const { ids, reason, owner, reviewBy } = acknowledgement;
    if (reason.trim().length < MIN_REASON_CHARACTERS) {
      throw new Error(
        `the reason for ${ids.join(", ")} at ${path} has ${reason.trim().length} characters, fewer than ${MIN_REASON_CHARACTERS}; ` +
          "state why there is no alternative and what limits the risk",
      );
    }
    if (!isDate(reviewBy)) {
      throw new Error(
        `the review date of ${ids.join(", ")} at ${path} is "${reviewBy}", expected a day such as 2027-11-30`,
      );
    }
    for (const id of ids) {
      const pack = packOfFinding(id);
      if (pack === undefined) {
        throw new Error(
          `"${id}" at ${path} is not the id of a finding; copy it from the report, for example AwsSolutions-IAM5[Resource::*]`,
        );
      }
      Validations.of(construct).acknowledge({
        id: `${pack}::${id}`,
        reason: `${reason} (owner: ${owner}; review by ${reviewBy})`,
      });
    }
    const recorded: RecordedAcknowledgement = { ...acknowledgement, source };
    construct.node.addMetadata(METADATA, recorded);
  }
}

/** The acknowledgements of a construct itself, without those of its children. */
export function acknowledgementsOf(construct: IConstruct): readonly RecordedAcknowledgement[] {
  return construct.node.metadata
    .filter(({ type }) => type === METADATA)
    .map(({ data }) => data as RecordedAcknowledgement);
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) && text.length === 10;
}

const PROJECT = join(__dirname, "../..");

/** File and line, relative to the project, of the code that called the functions of this file. */
function callSite(): string {
  const frames = (new Error().stack ?? "").split("\n").slice(1);
  for (const frame of frames) {
    const { path, line } = /(?<path>(?:file:\/)?\/[^()]+):(?<line>\d+):\d+\)?$/.exec(frame)?.groups ?? {};
    if (path === undefined || line === undefined) continue;
    const file = path.startsWith("file:") ? fileURLToPath(path) : path;
    if (file !== __filename) return `${relative(PROJECT, file).replaceAll(sep, "/")}:${line}`;
  }
  throw new Error("the stack trace of acknowledge has no frame of its caller, so its source is unknown");
}
