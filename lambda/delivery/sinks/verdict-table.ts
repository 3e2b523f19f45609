import type { Verdict } from "./sink";

/** Answers from one status to another, both included, and what they mean. */
export interface VerdictRow {
  readonly from: number;
  readonly to: number;
  readonly kind: Verdict["kind"];
  /** What a person should know who reads of it. */
  readonly description?: string;
  /** The caller was refused, not what it sent. */
  readonly invalidCredentials?: true;
}

/** The verdict by status. A status without a row is rejected: what nobody has thought about is not tried for ever. */
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
