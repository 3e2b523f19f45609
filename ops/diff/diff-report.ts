import type { Approval } from "../../config/approvals";
import { applyApprovals, type ApprovedFindings } from "./approvals";
import type { EnvironmentChange } from "./change";
import { type Grade, GRADES } from "./finding";
import { judge } from "./judge";

/** What `npx logs diff` prints. */
export interface DiffReport extends ApprovedFindings {
  readonly environment: string;
  /** What this checkout is compared with, for people. */
  readonly base: string;
  /** The worst grade without an approval; undefined if nothing differs, or every finding is approved. */
  readonly grade: Grade | undefined;
  /** Names of stacks, such as `Storage`. */
  readonly unchangedStacks: readonly string[];
  /** Whether acknowledgements of cdk-nag were compared: a deployed stack does not contain them. */
  readonly acknowledgementsCompared: boolean;
}

/** @param now milliseconds since the epoch */
export function diffReport(
  change: EnvironmentChange,
  base: string,
  approvals: readonly Approval[],
  now: number,
): DiffReport {
  const { environment, stacks, acknowledgements } = change;
  const { findings, unused } = applyApprovals(judge(change), approvals, environment, now);
  const changed = (stack: string) =>
    findings.some(({ resource }) => resource === stack || resource.startsWith(`${stack}/`));
  return {
    environment,
    base,
    grade: GRADES.find((grade) => findings.some((finding) => finding.grade === grade && !finding.approval)),
    findings,
    unused,
    unchangedStacks: stacks
      .filter(({ stack }) => !changed(stack))
      .map(({ stack }) => stack.slice(environment.length + 1)),
    acknowledgementsCompared: acknowledgements !== undefined,
  };
}
