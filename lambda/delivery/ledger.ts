import type { SinkName } from "../../catalog";
import type { LogEvent } from "./log-event";

/** All that can become of an event at a sink. */
export const OUTCOMES = ["delivered", "parked", "rejected", "filtered", "sampled"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What became of the events offered to one sink in one invocation. */
export interface Ledger extends Readonly<Record<Outcome, number>> {
  readonly sink: SinkName;
  readonly received: number;
  /** Received without an outcome. Only with 0 does the ledger balance. */
  readonly undelivered: number;
  /** Why events were parked or rejected or have no outcome, most frequent first. */
  readonly reasons: readonly Reason[];
}

const REASONED = ["parked", "rejected", "undelivered"] as const;

export interface Reason {
  readonly of: (typeof REASONED)[number];
  /** Without log text. */
  readonly reason: string;
  readonly events: number;
}

/**
 * The account of one sink and invocation. Every event stands open in it until it is settled, once; so an event that a
 * path of the code forgets is still open at the end, and the ledger does not balance.
 */
export interface Account {
  /** @throws Error for an event that is not open: it was settled before, or never received */
  settle(event: LogEvent, outcome: Outcome, reason?: string): void;
  /** Says why an event stays open. */
  leave(event: LogEvent, reason: string): void;
  /** What stands in the account, and the events that are still open. */
  close(): { readonly ledger: Ledger; readonly open: readonly LogEvent[] };
}

/** @param received how many events the sink was offered, where `events` are what was made of them */
export function openAccount(sink: SinkName, events: readonly LogEvent[], received = events.length): Account {
  const open = new Set(events);
  const counts: Record<Outcome, number> = { delivered: 0, parked: 0, rejected: 0, filtered: 0, sampled: 0 };
  const said: Record<Reason["of"], string[]> = { parked: [], rejected: [], undelivered: [] };
  const left = new Map<LogEvent, string>();
  return {
    settle(event, outcome, reason = "no reason given") {
      if (!open.delete(event))
        throw new Error(`${sink}: event ${event.id} is not open; settle each event once`);
      counts[outcome] += 1;
      if (outcome === "parked" || outcome === "rejected") said[outcome].push(reason);
    },
    leave(event, reason) {
      left.set(event, reason);
    },
    close() {
      const undelivered = [...open].map((event) => left.get(event) ?? "forgotten by the forwarder");
      const reasons = REASONED.flatMap((of) =>
        countReasons(of, of === "undelivered" ? undelivered : said[of]),
      );
      const settled = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
      return {
        ledger: { sink, received, ...counts, undelivered: received - settled, reasons },
        open: [...open],
      };
    },
  };
}

/** Distinct reasons and characters of each that a report gives room. */
const MAX_REASONS = 5;
const MAX_REASON_LENGTH = 600;

function countReasons(of: Reason["of"], reasons: readonly string[]): readonly Reason[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) {
    const short = reason.slice(0, MAX_REASON_LENGTH);
    counts.set(short, (counts.get(short) ?? 0) + 1);
  }
  const sorted = [...counts].map(([reason, events]) => ({ of, reason, events }));
  sorted.sort((a, b) => b.events - a.events);
  const rest = sorted.slice(MAX_REASONS).reduce((sum, { events }) => sum + events, 0);
  return [
    ...sorted.slice(0, MAX_REASONS),
    ...(rest > 0 ? [{ of, reason: "other reasons", events: rest }] : []),
  ];
}

/** `sentry: 2 delivered, 1 undelivered (1 × "503") of 3` */
export function formatLedger(ledger: Ledger): string {
  const counts = [...OUTCOMES, "undelivered" as const].flatMap((outcome) =>
    ledger[outcome] === 0 ? [] : `${ledger[outcome]} ${outcome}${formatReasons(ledger.reasons, outcome)}`,
  );
  return `${ledger.sink}: ${counts.length > 0 ? counts.join(", ") : "nothing"} of ${ledger.received}`;
}

function formatReasons(reasons: readonly Reason[], outcome: string): string {
  const texts = reasons
    .filter(({ of }) => of === outcome)
    .map(({ events, reason }) => `${events} × "${reason}"`);
  return texts.length > 0 ? ` (${texts.join(", ")})` : "";
}
