import type { Verdict } from "./sink";

/** A range of statuses, both ends included, and the verdict on them. */
export interface VerdictRow {
  readonly from: number;
  readonly to: number;
  readonly kind: Verdict["kind"];
  /** Explanation for the operator. */
  readonly description?: string;
  /** The credentials were rejected, not the events. */
  readonly invalidCredentials?: true;
}

/**
 * Returns the verdict for a status. A status without a row is rejected, so that an unexpected status is not retried
 * indefinitely.
 */
export function verdictOf(
  rows: readonly VerdictRow[],
  status: number,
  {
    sink,
    afterMs = 0,
    detail,
  }: { readonly sink: string; readonly afterMs?: number; readonly detail?: string },
): Verdict {
  const row = rows.find(({ from, to }) => from <= status && status <= to);
  const notes = [row?.description, detail].filter((note) => note !== undefined);
  const reason = [`${sink} answered ${status}`, ...notes].join(": ");
  switch (row?.kind) {
    case "delivered":
      return { kind: "delivered" };
    case "split":
      return { kind: "split", reason };
    case "retry":
      return { kind: "retry", afterMs, reason };
    case "park":
      return { kind: "park", reason, ...(row.invalidCredentials && { invalidCredentials: true }) };
    case "reject":
    case undefined:
      return { kind: "reject", reason };
  }
}
