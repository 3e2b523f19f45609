import type { SinkName } from "../../catalog";
import type { LogEvent } from "./log-event";

/** All possible outcomes of an event at a sink. */
export const OUTCOMES = ["delivered", "parked", "rejected", "filtered", "sampled"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The outcomes of the events that one sink was offered in one invocation. */
export interface Ledger extends Readonly<Record<Outcome, number>> {
  readonly sink: SinkName;
  readonly received: number;
  /** Number of events without an outcome. The ledger balances if it is 0. */
  readonly unsettled: number;
  /** Why events were parked, rejected or left unsettled, most frequent first. */
  readonly reasons: readonly ReasonCount[];
}

const STATES_WITH_REASONS = ["parked", "rejected", "unsettled"] as const;

export interface ReasonCount {
  readonly state: (typeof STATES_WITH_REASONS)[number];
  /** Without log text. */
  readonly reason: string;
  readonly events: number;
}

/**
 * Counts the outcomes for one sink and invocation. Every event is unsettled until it is settled exactly once. An event
 * that the code forgets stays unsettled, so the ledger does not balance.
 */
export interface LedgerBuilder {
  /** @throws Error for an event that was settled before or never received */
  settle(event: LogEvent, outcome: Outcome, reason?: string): void;
  /** Records why an event is unsettled. */
  leaveUnsettled(event: LogEvent, reason: string): void;
  /** The ledger, and the events that are still unsettled. */
  build(): { readonly ledger: Ledger; readonly unsettled: readonly LogEvent[] };
}

/** The numbers of events that the sink was offered and must not receive. The ledger balances if `events` are the others. */
export interface OfferedEvents {
  readonly received: number;
  readonly filtered: number;
}

/** @param offered default: all of `events`, of which none is filtered yet */
export function createLedgerBuilder(
  sink: SinkName,
  events: readonly LogEvent[],
  { received, filtered }: OfferedEvents = { received: events.length, filtered: 0 },
): LedgerBuilder {
  const unsettledEvents = new Set(events);
  const counts: Record<Outcome, number> = { delivered: 0, parked: 0, rejected: 0, filtered, sampled: 0 };
  const settledReasons: Record<"parked" | "rejected", string[]> = { parked: [], rejected: [] };
  const unsettledReasons = new Map<LogEvent, string>();
  return {
    settle(event, outcome, reason = "no reason given") {
      if (!unsettledEvents.delete(event))
        throw new Error(
          `${sink}: event ${event.id} was settled before or never received; settle each event once`,
        );
      counts[outcome] += 1;
      if (outcome === "parked" || outcome === "rejected") settledReasons[outcome].push(reason);
    },
    leaveUnsettled(event, reason) {
      unsettledReasons.set(event, reason);
    },
    build() {
      const reasonsByState = {
        ...settledReasons,
        unsettled: [...unsettledEvents].map(
          (event) => unsettledReasons.get(event) ?? "not settled by the forwarder",
        ),
      };
      const reasons = STATES_WITH_REASONS.flatMap((state) => countReasons(state, reasonsByState[state]));
      const settled = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
      return {
        ledger: { sink, received, ...counts, unsettled: received - settled, reasons },
        unsettled: [...unsettledEvents],
      };
    },
  };
}

/** The ledger of two parts of an invocation at one sink. */
export function addLedgers(one: Ledger, other: Ledger): Ledger {
  const sumOf = (count: Outcome | "received" | "unsettled") => one[count] + other[count];
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, sumOf(outcome)])) as Record<
    Outcome,
    number
  >;
  const reasons = STATES_WITH_REASONS.flatMap((state) =>
    mostFrequent(
      state,
      [...one.reasons, ...other.reasons].filter((each) => each.state === state),
    ),
  );
  return { sink: one.sink, received: sumOf("received"), ...counts, unsettled: sumOf("unsettled"), reasons };
}

/** Maximum number of distinct reasons in a report, and maximum length of each in characters. */
const MAX_REASONS = 5;
const MAX_REASON_LENGTH = 600;
const OTHER_REASONS = "other reasons";

function countReasons(state: ReasonCount["state"], reasons: readonly string[]): readonly ReasonCount[] {
  return mostFrequent(
    state,
    reasons.map((reason) => ({ reason, events: 1 })),
  );
}

/** Adds equal reasons, and those beyond MAX_REASONS. */
function mostFrequent(
  state: ReasonCount["state"],
  reasons: readonly Pick<ReasonCount, "reason" | "events">[],
): readonly ReasonCount[] {
  const counts = new Map<string, number>();
  let others = 0;
  for (const { reason, events } of reasons) {
    const short = reason.slice(0, MAX_REASON_LENGTH);
    if (short === OTHER_REASONS) others += events;
    else counts.set(short, (counts.get(short) ?? 0) + events);
  }
  const sorted = [...counts].map(([reason, events]) => ({ state, reason, events }));
  sorted.sort((a, b) => b.events - a.events);
  others += sorted.slice(MAX_REASONS).reduce((sum, { events }) => sum + events, 0);
  return [
    ...sorted.slice(0, MAX_REASONS),
    ...(others > 0 ? [{ state, reason: OTHER_REASONS, events: others }] : []),
  ];
}

/** `sentry: 2 delivered, 1 unsettled (1 × "503") of 3` */
export function formatLedger(ledger: Ledger): string {
  const counts = [...OUTCOMES, "unsettled" as const].flatMap((outcome) =>
    ledger[outcome] === 0 ? [] : `${ledger[outcome]} ${outcome}${formatReasons(ledger.reasons, outcome)}`,
  );
  return `${ledger.sink}: ${counts.length > 0 ? counts.join(", ") : "nothing"} of ${ledger.received}`;
}

function formatReasons(reasons: readonly ReasonCount[], outcome: string): string {
  const texts = reasons
    .filter(({ state }) => state === outcome)
    .map(({ events, reason }) => `${events} × "${reason}"`);
  return texts.length > 0 ? ` (${texts.join(", ")})` : "";
}
