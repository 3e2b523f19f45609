import type { Approval } from "../../config/approvals";
import type { Finding } from "./finding";

const DAY_MS = 86_400_000;
/** Long enough for a change to reach every environment. */
export const APPROVAL_VALID_DAYS = 30;
/** A shorter text is a label, not a reason. */
export const MIN_REASON_CHARACTERS = 40;

/** A finding, with the approval that lifts it. Only findings that block need one. */
export interface JudgedFinding extends Finding {
  readonly approval?: Approval;
}

/** An approval that lifts nothing. */
export interface UnusedApproval extends Approval {
  readonly problem: string;
}

export interface ApprovedFindings {
  readonly findings: readonly JudgedFinding[];
  readonly unused: readonly UnusedApproval[];
}

/**
 * Lifts each finding that blocks and that an approval names.
 *
 * @param now milliseconds since the epoch
 */
export function applyApprovals(
  findings: readonly Finding[],
  approvals: readonly Approval[],
  environment: string,
  now: number,
): ApprovedFindings {
  const own = approvals.filter(({ resource }) => resource.split("/", 1)[0] === environment);
  const valid = own.filter((approval) => problemOf(approval, now) === undefined);
  const judged = findings.map((finding): JudgedFinding => {
    const approval = valid.find((candidate) => finding.grade === "block" && isFor(candidate, finding));
    return approval ? { ...finding, approval } : finding;
  });
  const used = new Set(judged.map(({ approval }) => approval));
  return {
    findings: judged,
    unused: own
      .filter((approval) => !used.has(approval))
      .map((approval) => ({
        ...approval,
        problem: problemOf(approval, now) ?? "matches no finding that blocks; remove it",
      })),
  };
}

function isFor(approval: Approval, { rule, resource, what, to }: Finding): boolean {
  return (
    approval.finding === rule &&
    approval.resource === resource &&
    approval.what === what &&
    approval.to === to
  );
}

function problemOf({ by, on, reason }: Approval, now: number): string | undefined {
  const date = Date.parse(`${on}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(on) || Number.isNaN(date))
    return `its date is ${JSON.stringify(on)}, expected a day such as 2026-11-27`;
  // Somewhere, tomorrow has begun.
  if (date > now + DAY_MS) return `its date ${on} is in the future`;
  if (now > date + (APPROVAL_VALID_DAYS + 1) * DAY_MS)
    return `it is valid for ${APPROVAL_VALID_DAYS} days from ${on}, and these are over; approve again with the date of today`;
  if (by.trim() === "") return "it does not state who approves";
  if (reason.trim().length < MIN_REASON_CHARACTERS)
    return `its reason has ${reason.trim().length} characters, expected at least ${MIN_REASON_CHARACTERS}: why is the loss acceptable?`;
  return undefined;
}

/** The entry that approves a finding, for config/approvals.ts. */
export function approvalFor({ rule, resource, what, to }: Finding, now: number): string {
  const fields = {
    ...{ finding: rule, resource, what, to },
    ...{
      by: "<your name>",
      on: new Date(now).toISOString().slice(0, 10),
      reason: "<why the loss is acceptable>",
    },
  };
  return `{ ${Object.entries(fields)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(", ")} },`;
}
