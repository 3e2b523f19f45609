import type { SinkName } from "../../lib/catalog";
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
  /** Why events were rejected or have no outcome, most frequent first. */
  readonly reasons: readonly Reason[];
}

export interface Reason {
  readonly of: "rejected" | "undelivered";
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
  close(): Ledger;
}

export function openAccount(sink: SinkName, events: readonly LogEvent[]): Account {
  const open = new Set(events);
  const counts: Record<Outcome, number> = { delivered: 0, parked: 0, rejected: 0, filtered: 0, sampled: 0 };
  const rejections: string[] = [];
  const left = new Map<LogEvent, string>();
  return {
    settle(event, outcome, reason) {
      if (!open.delete(event))
        throw new Error(`${sink}: event ${event.id} is not open; settle each event once`);
      counts[outcome] += 1;
      if (outcome === "rejected") rejections.push(reason ?? "no reason given");
    },
    leave(event, reason) {
      left.set(event, reason);
    },
    close() {
      const undelivered = [...open].map((event) => left.get(event) ?? "forgotten by the forwarder");
      return {
        sink,
        received: events.length,
        ...counts,
        undelivered: events.length - OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0),
        reasons: [...countReasons("rejected", rejections), ...countReasons("undelivered", undelivered)],
      };
    },
  };
}

/** The ledger of a sink that could not even be set up. */
export function unavailable(sink: SinkName, events: readonly LogEvent[], reason: string): Ledger {
  const account = openAccount(sink, events);
  for (const event of events) account.leave(event, reason);
  return account.close();
}

/** Every event has an outcome, and none that would lose it. */
export function isSettled({ undelivered, rejected }: Ledger): boolean {
  return undelivered === 0 && rejected === 0;
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
