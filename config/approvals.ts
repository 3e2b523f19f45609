/** A person accepts one finding of `npx logs diff` that would block the change. */
export interface Approval {
  /** The rule, such as `retention-shortened`. */
  readonly finding: string;
  /** The path of the resource's construct, as the finding prints it. */
  readonly resource: string;
  /** What changes, as the finding prints it, such as `RetentionInDays`. */
  readonly what: string;
  /** The new value, as the finding prints it: another value needs another approval. */
  readonly to: string;
  /** The person who approves. */
  readonly by: string;
  /** The day of the approval, such as `2026-11-27`. It is valid for 30 days: until the change is deployed everywhere. */
  readonly on: string;
  /** Why the loss is acceptable. */
  readonly reason: string;
}

/**
 * The approvals of changes that are not deployed everywhere yet. Add one in the change that needs it; `npx logs diff` prints
 * the entry. Remove it when the diff reports that it matches nothing.
 */
export const APPROVALS: readonly Approval[] = [];
