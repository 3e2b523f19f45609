import { parkedPrefix, rejectedPrefix, sinkTitle, type SinkName } from "../../../catalog";
import { MAX_PER_MINUTE } from "../../../lambda/delivery/sinks/sentry/storm-filter";
import type { ParkingBucket } from "../../parking/parking-bucket";
import { replayingPrefix } from "../../parking/replaying-prefix";
import { readStoredContent } from "../../parking/stored-events";
import { copiesById, createCopyFinder, mostOccurrences } from "../../reconcile/copies";
import type { Decide, LoggedEvent } from "../../reconcile/logged-event";
import { createSinkCopies, type SinkCopies } from "../../reconcile/sink-copies";
import { readSlices } from "../../reconcile/slices";
import type { Waiting } from "../../reconcile/account";
import type { ReadLogEvents, TimeWindow } from "../../log-events";
import type { SinkReader } from "../../sinks";

/** Where a line is with respect to one sink. */
export interface Arrival {
  readonly sink: SinkName;
  readonly state:
    | "arrived"
    | "filtered"
    | "sampled"
    | "aggregated"
    | "parked"
    | "quarantined"
    | "dead letter"
    | "in flight"
    | "missing"
    | "unreadable";
  /** Where it is, or why it stopped. */
  readonly how: string;
  /** What to do; absent if the line is where it should be. */
  readonly remedy?: string;
}

export interface ArrivalContext {
  readonly environment: string;
  readonly event: LoggedEvent;
  readonly level: string | undefined;
  /** Whether the log is one of the sink. */
  readonly isDestination: boolean;
  readonly bucket: ParkingBucket;
  readonly waiting: Waiting | undefined;
  /** Undefined if the sink cannot be read, and why. */
  readonly reader: SinkReader | string;
  readonly now: number;
  readonly read: ReadLogEvents;
  readonly decide: Decide;
  readonly group: { readonly owner: string; readonly name: string };
}

const SECOND_MS = 1_000;

/** Finds a line at a sink, or the place and the reason where it stopped before it. */
export async function findArrival(sink: SinkName, context: ArrivalContext): Promise<Arrival> {
  const { environment, event, level, isDestination, waiting, reader, now } = context;
  const title = sinkTitle(sink);
  const decision = event.decisions[sink];
  if (decision === "filtered" || decision === undefined)
    return {
      ...{ sink, state: "filtered" },
      how: isDestination
        ? `filtered by level: ${level ?? "a line without a level"} is below ERROR, and ${title} receives ERROR and CRITICAL`
        : `filtered: the ${event.log} log is not for ${title} (docs/log-record.md)`,
    };
  if (decision === "sampled")
    return {
      ...{ sink, state: "sampled" },
      how: `sampled: forwarding.sampleRates.${event.log} leaves it out`,
    };
  if (typeof reader === "string")
    return waiting
      ? waitingArrival(sink, context, waiting)
      : { sink, state: "unreadable", how: `cannot be read: ${reader}` };
  const copies = createSinkCopies(reader, event.log, { since: secondOf(event.time) }, now);
  const found = await copiesOf(sink, copies, event);
  if (found.length > 0) {
    const occurrences = mostOccurrences(found);
    const represents = occurrences > 1 ? `, and represents ${occurrences} errors` : "";
    return { sink, state: "arrived", how: `arrived, with the id ${found[0]?.id ?? ""}${represents}` };
  }
  if (waiting) return waitingArrival(sink, context, waiting);
  const representative = await findRepresentative(sink, copies, context);
  if (representative !== undefined)
    return {
      ...{ sink, state: "aggregated" },
      how:
        `left out by the storm filter: more than ${MAX_PER_MINUTE} errors with the same fingerprint in a minute; ` +
        `the event ${representative} represents it`,
    };
  if (event.inFlight)
    return {
      ...{ sink, state: "in flight" },
      how: "not there yet: CloudWatch Logs received it less than a minute ago",
      remedy: "wait a minute, then run the command again",
    };
  return {
    ...{ sink, state: "missing" },
    how: "at no place: neither at the sink, nor parked, in quarantine or a dead letter",
    remedy: `send it again: npx logs resend ${environment} --log ${event.log} --sink ${sink} --since ${new Date(secondOf(event.timestamp)).toISOString()}`,
  };
}

function secondOf(time: number): number {
  return time - (time % SECOND_MS);
}

/** Sentry searches by whole seconds. */
async function copiesOf(sink: SinkName, copies: SinkCopies, event: LoggedEvent) {
  const since = secondOf(event.time);
  const stored = await copies.within({ since, until: since + SECOND_MS - 1 });
  return createCopyFinder(sink, [copiesById(stored)])(event);
}

async function waitingArrival(
  sink: SinkName,
  { environment, event, bucket }: ArrivalContext,
  { place }: Waiting,
): Promise<Arrival> {
  const stored = place === "deadLettered" ? undefined : await findStored(bucket, sink, event);
  const because = stored ? `: ${stored.reason} (${stored.key})` : "";
  switch (place) {
    case "parked":
      return {
        ...{ sink, state: "parked", how: `parked${because}` },
        remedy: `fix what the reason names; the replay then sends it: npx logs parked ${environment} --sink ${sink}`,
      };
    case "quarantined":
      return {
        ...{ sink, state: "quarantined", how: `in quarantine${because}` },
        remedy: `fix what the reason names, then npx logs replay ${environment} --from quarantine --sink ${sink}`,
      };
    case "deadLettered":
      return {
        ...{ sink, state: "dead letter", how: "a dead letter: nothing retries it any more" },
        remedy: `npx logs dead-letters ${environment} names the reason; fix it, then npx logs replay ${environment} --from dead-letters`,
      };
  }
}

/** The object with the event, and why the sink did not accept it. */
async function findStored(
  bucket: ParkingBucket,
  sink: SinkName,
  event: LoggedEvent,
): Promise<{ readonly key: string; readonly reason: string } | undefined> {
  for (const prefix of [parkedPrefix(sink), rejectedPrefix(sink), replayingPrefix(sink)])
    for await (const { key } of bucket.list(prefix)) {
      const content = await readStoredContent(bucket, key);
      if (content?.kind !== "events") continue;
      const found = content.failedEvents.find(
        ({ event: { id, origin } }) => id === event.id && origin.logStream === event.origin.logStream,
      );
      if (found) return { key, reason: found.reason };
    }
  return undefined;
}

/** An invocation gathers events of at most some minutes. */
const STORM_MS = 60_000;

/** The id of an event of the sink with the same fingerprint that represents others. */
async function findRepresentative(
  sink: SinkName,
  copies: SinkCopies,
  { environment, event, read, decide, group }: ArrivalContext,
): Promise<string | undefined> {
  if (event.fingerprint === undefined) return undefined;
  const at = secondOf(event.timestamp);
  const window: TimeWindow = { since: at - STORM_MS, until: at + STORM_MS - 1 };
  const options = { environment, group, window, settledBefore: Infinity, decide };
  for await (const { events } of readSlices(read, options)) {
    const same = events.filter(({ fingerprint: other }) => other === event.fingerprint);
    for (const second of new Set(same.map(({ time }) => secondOf(time)))) {
      const stored = copiesById(await copies.within({ since: second, until: second + SECOND_MS - 1 }));
      const take = createCopyFinder(sink, [stored]);
      for (const each of same.filter(({ time }) => secondOf(time) === second)) {
        const representing = take(each).find(({ occurrences }) => occurrences > 1);
        if (representing) return representing.id;
      }
    }
  }
  return undefined;
}
