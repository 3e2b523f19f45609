import type { Verdict } from "./sink";

interface VerdictRule {
  readonly kind: Verdict["kind"];
  /** Explanation for the operator. */
  readonly description?: string;
  /** The credentials were rejected, not the events. */
  readonly invalidCredentials?: true;
}

/** A range of statuses, both ends included, and the verdict on them. */
export interface VerdictRow extends VerdictRule {
  readonly from: number;
  readonly to: number;
}

/** Redirects are not followed, because the request carries credentials. */
export const REDIRECTS = {
  ...{ from: 300, to: 399, kind: "park" },
  description: "a redirect, which is not followed; check the address, and whether the sink is in maintenance",
} as const satisfies VerdictRow;

const UNDOCUMENTED: VerdictRule = {
  kind: "park",
  description: "the sink does not document this status; check the address, and the proxies before the sink",
};

const FOREIGN: VerdictRule = {
  kind: "park",
  description: "with a body that is not the sink's; check the address, and the proxies before the sink",
};

export interface VerdictDetails {
  readonly sink: string;
  readonly afterMs?: number;
  readonly detail?: string | undefined;
  /** Whether the body has not the form of the sink's errors: a proxy responded, not the sink. */
  readonly isForeign?: boolean;
}

/**
 * Returns the verdict for a status. Events are rejected only by a status with which the sink judges an event. A status
 * without a row parks them, because a wrong address or a proxy is for an operator to fix.
 */
export function verdictOf(
  rows: readonly VerdictRow[],
  status: number,
  { sink, afterMs = 0, detail, isForeign = false }: VerdictDetails,
): Verdict {
  const documented = rows.find(({ from, to }) => from <= status && status <= to) ?? UNDOCUMENTED;
  const rule = isForeign && judgesEvents(documented, status) ? FOREIGN : documented;
  const notes = [rule.description, detail].filter((note) => note !== undefined);
  const reason = [`${sink} answered ${status}`, ...notes].join(": ");
  switch (rule.kind) {
    case "delivered":
      return { kind: "delivered" };
    case "split":
      return { kind: "split", reason };
    case "retry":
      return { kind: "retry", afterMs, reason };
    case "park":
      return { kind: "park", reason, ...(rule.invalidCredentials && { invalidCredentials: true }) };
    case "reject":
      return { kind: "reject", reason };
  }
}

/** A request can be too large for a proxy as well, so a 413 always divides the batch. */
function judgesEvents({ kind }: VerdictRule, status: number): boolean {
  return kind === "reject" || (kind === "split" && status !== 413);
}
