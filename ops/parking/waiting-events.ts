import {
  LAMBDA_FAILURES_PREFIX,
  parkedPrefix,
  rejectedPrefix,
  type SinkName,
  UNDECODABLE_PREFIX,
} from "../../catalog";
import type { EventHeader } from "../../lambda/delivery/log-event";
import { decode } from "../../lambda/forwarder/decode";
import { type DeadLetterSource, readDiscardedBatch, sinksOfFunction } from "./dead-letter-list";
import { decodeInvocation, failedInvocation, type FailedInvocation } from "./failed-invocation";
import { handleMessages } from "./queue-messages";
import { replayingPrefix, UNDECODABLE_REPLAYING_PREFIX } from "./replaying-prefix";
import { readStoredContent } from "./stored-events";

/** Where an event can be that a sink does not have. */
export const WAITING_PLACES = ["parked", "quarantined", "deadLettered"] as const;
export type WaitingPlace = (typeof WAITING_PLACES)[number];

/** The events of one object, or of one failed invocation. */
export interface WaitingEvents {
  readonly place: WaitingPlace;
  /** The sinks that may lack the events. */
  readonly sinks: readonly SinkName[];
  readonly events: readonly (EventHeader & { readonly occurrences?: number })[];
  /** Objects, lines or payloads whose events cannot be identified, because they cannot be decoded. */
  readonly undecodable: number;
}

/** How long a message is hidden from others while it is read, in seconds. */
const READ_SECONDS = 60;

/**
 * Reads every event that waits for the replay or for a person, object by object. Consumes no message. An event can be
 * returned from several places.
 */
export async function* readWaitingEvents(
  source: DeadLetterSource,
  sinks: readonly SinkName[],
): AsyncGenerator<WaitingEvents> {
  const { bucket, environment } = source;
  const deadLettered = await deadLetteredKeys(source);
  for (const sink of sinks) {
    for await (const { key } of bucket.list(parkedPrefix(sink)))
      yield* ofObject(source, key, deadLettered.has(key) ? "deadLettered" : "parked", [sink]);
    for (const prefix of [rejectedPrefix(sink), replayingPrefix(sink)])
      for await (const { key } of bucket.list(prefix)) yield* ofObject(source, key, "quarantined", [sink]);
  }
  for (const prefix of [UNDECODABLE_PREFIX, UNDECODABLE_REPLAYING_PREFIX])
    for await (const { key } of bucket.list(prefix)) yield* ofObject(source, key, "quarantined", sinks);

  const ofInvocation = (invocation: FailedInvocation): WaitingEvents => ({
    place: "deadLettered",
    sinks: sinksOfFunction(source.resources, invocation.functionArn),
    ...decodeInvocation(invocation, environment),
  });
  for await (const { key } of bucket.list(LAMBDA_FAILURES_PREFIX)) {
    const invocation = await readDiscardedBatch(bucket, key);
    if (invocation) yield ofInvocation(invocation);
  }
  for (const invocation of await failedInvocations(source)) yield ofInvocation(invocation);
}

/** The parked objects that no replay retries, because the message that names them is in a dead-letter queue. */
async function deadLetteredKeys({ clients, resources }: DeadLetterSource): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for (const { deadLetterQueueUrl } of resources.pipelines)
    await handleMessages(
      clients.sqs,
      deadLetterQueueUrl,
      { visibilityTimeout: READ_SECONDS },
      ({ message }) => {
        if (message.kind === "objects") for (const key of message.keys) keys.add(key);
        return Promise.resolve("keep");
      },
    );
  return keys;
}

async function failedInvocations({
  clients,
  resources: { onFailureQueueUrl },
}: DeadLetterSource): Promise<readonly FailedInvocation[]> {
  const invocations: FailedInvocation[] = [];
  if (onFailureQueueUrl !== undefined)
    await handleMessages(
      clients.sqs,
      onFailureQueueUrl,
      { visibilityTimeout: READ_SECONDS },
      ({ message }) => {
        if (message.kind === "invocation") invocations.push(failedInvocation(message.record));
        return Promise.resolve("keep");
      },
    );
  return invocations;
}

async function* ofObject(
  { bucket, environment }: DeadLetterSource,
  key: string,
  place: WaitingPlace,
  sinks: readonly SinkName[],
): AsyncGenerator<WaitingEvents> {
  const content = await readStoredContent(bucket, key);
  if (!content) return;
  if (content.kind === "events") {
    const events = content.failedEvents.map(({ event }) => event);
    yield { place, sinks, events, undecodable: content.undecodableLines.length };
    return;
  }
  // A later version of the decoder may know the payload.
  const decoded = decode(content.body, environment);
  if (decoded.kind === "events") yield { place, sinks, events: decoded.events, undecodable: 0 };
  else yield { place, sinks, events: [], undecodable: 1 };
}
