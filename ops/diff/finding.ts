/**
 * `block`: data or its protection may be lost, so the change needs an approval. `review`: a person must agree. `note`:
 * everything else that differs. In descending order.
 */
export const GRADES = ["block", "review", "note"] as const;
export type Grade = (typeof GRADES)[number];

/** What a rule found in one resource. */
export interface Violation {
  readonly grade: Grade;
  /** The path of the resource's construct, such as `production/Storage/Log-audit/Group`. */
  readonly resource: string;
  /** What changed, such as `RetentionInDays`: a path in the properties, or a phrase. */
  readonly what: string;
  readonly from: string;
  readonly to: string;
  /** Properties of the resource that this explains. @default - the first name of `what` */
  readonly properties?: readonly string[];
}

/** A graded difference. */
export interface Finding extends Omit<Violation, "properties"> {
  /** Id of the rule, such as `retention-shortened`. */
  readonly rule: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do. */
  readonly remedy: string;
}
