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

const BAD_REQUEST = 400;
const BAD_REQUEST_OF_PROXY: VerdictRule = {
  kind: "park",
  description: "an HTML page, which is not the sink's response; check the proxies before the sink",
};

export interface VerdictDetails {
  readonly sink: string;
  readonly afterMs?: number;
  readonly detail?: string | undefined;
  /** Whether the response is an HTML page: a proxy responded, not the sink. */
  readonly isHtml?: boolean;
}

/**
 * Returns the verdict for a status. Events are rejected only by a status with which the sink judges an event. A status
 * without a row parks them, because a wrong address or a proxy is for an operator to fix.
 */
export function verdictOf(
  rows: readonly VerdictRow[],
  status: number,
  { sink, afterMs = 0, detail, isHtml = false }: VerdictDetails,
): Verdict {
  const rule =
    isHtml && status === BAD_REQUEST
      ? BAD_REQUEST_OF_PROXY
      : (rows.find(({ from, to }) => from <= status && status <= to) ?? UNDOCUMENTED);
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
