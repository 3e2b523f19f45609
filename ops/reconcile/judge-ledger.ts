import type { LedgerSums } from "./ledger-metrics";

/** What was counted in the log groups and at the sink. */
export interface CountedEvents {
  /** Events of the log groups whose forwarder serves the sink, whether or not the sink receives them. */
  readonly offered: number;
  /** Events that were found at the sink. */
  readonly found: number;
  /** Events that are at no place. */
  readonly missing: number;
}

/**
 * A contradiction between the ledger and what was found. The ledger counts by the time of the invocations, and counts
 * an event again at every attempt. So its sums are an upper bound for the events of a time window: only a sum that is
 * too small proves something by itself.
 */
export type LedgerFinding =
  /** The forwarder received fewer events than the log groups have. */
  | { readonly kind: "notReceived"; readonly events: number }
  /** The sink has more events than the ledger counts as delivered. */
  | { readonly kind: "notCounted"; readonly events: number }
  /** The ledger has more outcomes than events. */
  | { readonly kind: "tooManyOutcomes"; readonly events: number }
  /** Events are at no place, and the ledger has fewer outcomes than there are events: nothing says what became of them. */
  | { readonly kind: "notSettled"; readonly events: number }
  /** Events are at no place, and the ledger shows no loss. */
  | { readonly kind: "lossNotShown"; readonly events: number };

/** @param sums of the time from the beginning of the time window until now */
export function judgeLedger(
  sums: LedgerSums,
  { offered, found, missing }: CountedEvents,
): readonly LedgerFinding[] {
  const { received, ...outcomes } = sums;
  const settled = Object.values(outcomes).reduce((sum, events) => sum + events, 0);
  const notSettled = Math.max(0, Math.min(missing, offered - settled));
  const findings: readonly LedgerFinding[] = [
    { kind: "notReceived", events: offered - received },
    { kind: "notCounted", events: found - sums.delivered },
    { kind: "tooManyOutcomes", events: settled - received },
    { kind: "notSettled", events: received >= offered ? notSettled : 0 },
    { kind: "lossNotShown", events: received >= offered ? missing - notSettled : 0 },
  ];
  return findings.filter(({ events }) => events > 0);
}
