import { isSmokeLogStream, type SinkName } from "../../catalog";
import { SINK_DEFINITIONS } from "../../lambda/delivery/sinks";
import type { WaitingPlace } from "../parking/waiting-events";
import type { StoredEvent } from "../sinks";
import { copiesById, createCopyFinder, mostOccurrences } from "./copies";
import type { LoggedEvent } from "./logged-event";
import { type Example, Tally, type TalliedEvents } from "./tally";

/** Numbers of events of one log at one sink. None but `inFlight` contains the events in flight. */
export interface AccountCounts {
  readonly inCloudWatch: number;
  /** The log or the level is not for the sink. */
  readonly filtered: number;
  /** The sampling rate of the log left them out. */
  readonly sampled: number;
  /** Neither filtered nor sampled: the sum of the following numbers up to `missing`. */
  readonly expected: number;
  readonly found: number;
  /** Storm aggregation left them out; other events represent them. */
  readonly aggregated: number;
  readonly parked: number;
  readonly quarantined: number;
  readonly deadLettered: number;
  /** At no place. */
  readonly missing: number;
  /** Copies of found events beyond the first. */
  readonly doubled: number;
  /** The sink has them, and the present configuration keeps them from it. */
  readonly unexpected: number;
  /** The sink has them, and the log group does not. */
  readonly unknown: number;
  /** Events of `npx logs smoke`, which deletes its log streams: the sink has them, and the log group does not. */
  readonly smoke: number;
  /** Not judged: CloudWatch Logs received them too recently. */
  readonly inFlight: number;
  /** Found events that were compared by their number, and not by their ids. */
  readonly countedOnly: number;
}

/** The differences without an explanation. */
export const UNEXPLAINED = [
  "missing",
  "unexpected",
  "unknown",
] as const satisfies readonly (keyof AccountCounts)[];
export type Unexplained = (typeof UNEXPLAINED)[number];

export interface Account {
  readonly counts: AccountCounts;
  readonly unexplained: Readonly<Record<Unexplained, TalliedEvents>>;
}

/** A place other than the sink that has an event, and the number of events that it represents there. */
export interface Waiting {
  readonly place: WaitingPlace;
  readonly occurrences: number;
}

export interface AccountOptions {
  readonly sink: SinkName;
  readonly findWaiting: (event: LoggedEvent) => Waiting | undefined;
  readonly maxExamples: number;
}

/** Compares the events of a log group with those of a sink, by their ids. */
export interface AccountBuilder {
  /**
   * Adds the events of a part of the time window.
   *
   * @param stored what the sink has in this part
   * @param strays what the sink has at the times of those events whose own time is not in this part
   */
  addSlice(
    events: readonly LoggedEvent[],
    stored: readonly StoredEvent[],
    strays?: readonly StoredEvent[],
  ): void;
  /** Adds the events of a part of the time window in which the sink has as many events as expected. */
  addCounted(events: readonly LoggedEvent[]): void;
  /**
   * Adds events just before and after the time window. They are not counted, but an event of the sink may be one of
   * them, and one of them may represent events of the time window.
   */
  addOutside(events: readonly LoggedEvent[], stored: readonly StoredEvent[]): void;
  /** Whether events outside the time window could explain a difference. */
  hasOpenQuestions(): boolean;
  build(): Account;
}

/** Bounds the memory. Beyond it, an event of the sink is unknown if its own part of the time window does not have it. */
const MAX_UNMATCHED = 100_000;

/** Errors with one fingerprint. */
interface Group {
  /** Number of events that storm aggregation left out, according to the events that represent them. */
  represented: number;
  /** Events that are at no place, inside and outside the time window. */
  readonly absent: Tally;
  absentOutside: number;
}

export function createAccountBuilder({ sink, findWaiting, maxExamples }: AccountOptions): AccountBuilder {
  const aggregates = SINK_DEFINITIONS[sink].createAggregation !== undefined;
  const counts = {
    ...{ inCloudWatch: 0, filtered: 0, sampled: 0, found: 0, parked: 0, quarantined: 0, deadLettered: 0 },
    ...{ doubled: 0, smoke: 0, inFlight: 0, countedOnly: 0 },
  };
  const missing = new Tally(maxExamples);
  const unexpected = new Tally(maxExamples);
  const unknown = new Tally(maxExamples);
  const groups = new Map<string, Group>();
  /** What the sink has, and no event that was read so far. */
  const unmatched = new Map<string, readonly StoredEvent[]>();
  /** Ids of the strays that were found: the sink returns them again in the part with their own time. */
  const foundStrays = new Set<string>();

  return {
    addSlice(events, stored, strays = []) {
      const here = copiesById(stored.filter(({ id }) => !foundStrays.has(id)));
      const elsewhere = copiesById(strays.filter(({ id }) => !here.has(id) && !unmatched.has(id)));
      const strayIds = new Set(elsewhere.keys());
      const takeCopies = createCopyFinder(sink, [here, unmatched, elsewhere]);
      for (const event of events) {
        const copies = takeCopies(event);
        for (const { id } of copies) if (strayIds.has(id)) foundStrays.add(id);
        addEvent(event, copies);
      }
      for (const [id, copies] of here)
        if (unmatched.size < MAX_UNMATCHED) unmatched.set(id, copies);
        else addUnmatched(copies);
    },

    addCounted(events) {
      for (const event of events) {
        const decision = decisionOn(event);
        counts.inCloudWatch += 1;
        counts[decision === "expected" ? "found" : decision] += 1;
        if (decision === "expected") counts.countedOnly += 1;
      }
    },

    addOutside(events, stored) {
      const takeCopies = createCopyFinder(sink, [copiesById(stored), unmatched]);
      for (const event of events) {
        const copies = takeCopies(event);
        const waiting = copies.length === 0 ? findWaiting(event) : undefined;
        addRepresented(event, waiting ? waiting.occurrences : mostOccurrences(copies));
        if (copies.length === 0 && !waiting && decisionOn(event) === "expected" && event.fingerprint)
          groupOf(event.fingerprint).absentOutside += 1;
      }
    },

    hasOpenQuestions: () =>
      unmatched.size > 0 ||
      [...groups.values()].some(({ absent, represented }) => absent.events > represented),

    build() {
      let aggregated = 0;
      for (const { represented, absent, absentOutside } of groups.values()) {
        // Those outside count first: what represents them must not explain one that is missing inside.
        const explained = Math.min(absent.events, Math.max(0, represented - absentOutside));
        aggregated += explained;
        if (absent.events > explained) missing.addSome(absent, absent.events - explained);
      }
      for (const copies of unmatched.values()) addUnmatched(copies);
      const expected = counts.inCloudWatch - counts.filtered - counts.sampled;
      const unexplained = { missing: missing.events, unexpected: unexpected.events, unknown: unknown.events };
      return {
        counts: { ...counts, ...unexplained, aggregated, expected },
        unexplained: {
          missing: missing.summary(),
          unexpected: unexpected.summary(),
          unknown: unknown.summary(),
        },
      };
    },
  };

  function addEvent(event: LoggedEvent, copies: readonly StoredEvent[]): void {
    if (event.inFlight) {
      counts.inFlight += 1;
      addRepresented(event, mostOccurrences(copies));
      return;
    }
    counts.inCloudWatch += 1;
    const decision = decisionOn(event);
    if (decision !== "expected") {
      counts[decision] += 1;
      if (copies.length > 0) unexpected.add(exampleOf(event));
    } else if (copies.length > 0) {
      counts.found += 1;
      counts.doubled += copies.length - 1;
      addRepresented(event, mostOccurrences(copies));
    } else addAbsent(event);
  }

  function addUnmatched(copies: readonly StoredEvent[]): void {
    for (const { id, logStream } of copies)
      if (isSmokeLogStream(logStream)) counts.smoke += 1;
      else unknown.add({ id, logStream });
  }

  function addAbsent(event: LoggedEvent): void {
    const waiting = findWaiting(event);
    if (waiting) {
      counts[waiting.place] += 1;
      addRepresented(event, waiting.occurrences);
    } else if (aggregates && event.fingerprint !== undefined)
      groupOf(event.fingerprint).absent.add(exampleOf(event));
    else missing.add(exampleOf(event));
  }

  function addRepresented({ fingerprint }: LoggedEvent, occurrences: number): void {
    if (aggregates && fingerprint !== undefined && occurrences > 1)
      groupOf(fingerprint).represented += occurrences - 1;
  }

  function groupOf(fingerprint: string): Group {
    const known = groups.get(fingerprint);
    if (known) return known;
    const group = { represented: 0, absent: new Tally(maxExamples), absentOutside: 0 };
    groups.set(fingerprint, group);
    return group;
  }

  function decisionOn({ decisions }: LoggedEvent) {
    return decisions[sink] ?? "filtered";
  }
}

function exampleOf({ id, origin, timestamp }: LoggedEvent): Example {
  return { id, logStream: origin.logStream, timestamp };
}
