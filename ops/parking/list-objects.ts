import pLimit from "p-limit";
import {
  PARKED_PREFIX,
  parkedPrefix,
  rejectedPrefix,
  SINK_NAMES,
  type SinkName,
  truncatedPrefix,
  UNDECODABLE_PREFIX,
} from "../../catalog";
import { type CommandContext, type CommandFunction, type CommandResult, parseTime } from "../cli";
import { plainTable } from "../cli/plain-table";
import { createDeliveryClients, findDeliveryResources } from "./delivery-resources";
import { openParkingBucket, type ParkingBucket, type StoredObject } from "./parking-bucket";
import type { ListOptions } from "./parking-options";
import { replayingPrefix } from "./replaying-prefix";
import { showObject } from "./show-object";
import { readStoredContent, type StoredEvents, summarizeStored } from "./stored-events";

/** Objects that are read at a time, each with up to 16 MiB of events. */
const CONCURRENCY = 4;

export interface ListedObject extends StoredObject, StoredEvents {
  readonly sink: SinkName | undefined;
}

/** `logs parked`: what the replay has still to deliver. */
export const listParked: CommandFunction<ListOptions> = (context, options) =>
  listOrShow(context, options, sinksAsked(options).map(parkedPrefix), "parked");

/** `logs quarantine`: what a person has to decide on. */
export const listQuarantine: CommandFunction<ListOptions> = (context, options) => {
  const prefixes = sinksAsked(options).flatMap((sink) => [
    rejectedPrefix(sink),
    replayingPrefix(sink),
    ...(options.truncated ? [truncatedPrefix(sink)] : []),
  ]);
  // Undecodable input belongs to no sink.
  return listOrShow(
    context,
    options,
    options.sink ? prefixes : [...prefixes, UNDECODABLE_PREFIX],
    "quarantined",
  );
};

async function listOrShow(
  context: CommandContext,
  options: ListOptions,
  prefixes: readonly string[],
  state: string,
): Promise<CommandResult> {
  const clients = createDeliveryClients(context);
  const { bucket: name } = await findDeliveryResources(clients, context.config);
  const bucket = openParkingBucket(clients.s3, name);
  if (options.show !== undefined) return showObject(bucket, options.show, context.config);

  const { listed, total } = await listObjects(bucket, prefixes, options);
  const waiting = listed.filter(({ key }) => !isTruncatedOriginal(key));
  return {
    data: { objects: listed.map(toData), total },
    text:
      listed.length === 0
        ? `no ${state} object${total > 0 ? ` of ${total} matches` : ""}`
        : [renderObjects(listed), "", summaryLine(listed, total, state)].join("\n"),
    ok: waiting.length === 0,
  };
}

/**
 * Lists the objects, oldest first. Reads objects until `limit` of them match, a few at a time.
 *
 * @returns `total`: the number of objects under the prefixes, whether or not they match
 */
export async function listObjects(
  bucket: ParkingBucket,
  prefixes: readonly string[],
  { since, reason, limit }: Pick<ListOptions, "since" | "reason" | "limit">,
): Promise<{ readonly listed: readonly ListedObject[]; readonly total: number }> {
  const from = since === undefined ? 0 : parseTime("--since", since, Date.now());
  const found: StoredObject[] = [];
  for (const prefix of prefixes) for await (const object of bucket.list(prefix)) found.push(object);
  const candidates = found
    .filter(({ storedAt }) => storedAt >= from)
    .toSorted((one, other) => one.storedAt - other.storedAt);
  const listed: ListedObject[] = [];
  const reading = pLimit(CONCURRENCY);
  for (let start = 0; start < candidates.length && listed.length < limit; start += CONCURRENCY) {
    const group = candidates.slice(start, start + CONCURRENCY);
    const read = await Promise.all(group.map((object) => reading(() => describeObject(bucket, object))));
    for (const each of read)
      if (each && (reason === undefined || each.reasons.some((one) => one.reason.includes(reason))))
        listed.push(each);
  }
  return { listed: listed.slice(0, limit), total: found.length };
}

/** Undefined if the replay has deleted the object since it was listed. */
async function describeObject(
  bucket: ParkingBucket,
  object: StoredObject,
): Promise<ListedObject | undefined> {
  const content = await readStoredContent(bucket, object.key);
  return content && { ...object, sink: sinkOfKey(object.key), ...summarizeStored(content) };
}

/** The sink in a key such as `parked/sentry/…` or `quarantine/sentry/rejected/…`. */
export function sinkOfKey(key: string): SinkName | undefined {
  return SINK_NAMES.find((sink) => sink === key.split("/")[1]);
}

function sinksAsked({ sink }: ListOptions): readonly SinkName[] {
  return sink ? [sink] : SINK_NAMES;
}

function isTruncatedOriginal(key: string): boolean {
  return SINK_NAMES.some((sink) => key.startsWith(truncatedPrefix(sink)));
}

function toData({ key, sink, storedAt, events, oldest, reasons }: ListedObject) {
  return {
    ...{ key, sink: sink ?? null, storedAt: new Date(storedAt).toISOString(), events },
    oldestEvent: oldest === undefined ? null : new Date(oldest).toISOString(),
    reasons,
  };
}

export function renderObjects(listed: readonly ListedObject[]): string {
  return plainTable(
    ["sink", "stored", "events", "oldest event", "reason", "key"],
    listed.map(({ key, sink, storedAt, events, oldest, reasons: [first, ...others] }) => [
      sink ?? "–",
      formatTime(storedAt),
      String(events),
      oldest === undefined ? "–" : formatTime(oldest),
      (first?.reason ?? "–") + (others.length > 0 ? ` (and ${others.length} more)` : ""),
      key,
    ]),
    [false, false, true],
  );
}

function summaryLine(listed: readonly ListedObject[], total: number, state: string): string {
  const events = listed.reduce((sum, each) => sum + each.events, 0);
  const objects = `${listed.length} of ${total} ${state} object${total === 1 ? "" : "s"}`;
  const next = listed.some(({ key }) => key.startsWith(PARKED_PREFIX))
    ? "The replay retries parked events."
    : "Print one with --show <key>; put them back with `npx logs replay`.";
  return `${objects}, ${events} events. ${next}`;
}

/** `2026-03-01 12:00:00Z` */
export function formatTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace("T", " ")}Z`;
}
