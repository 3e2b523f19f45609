import type { Message, SQSClient } from "@aws-sdk/client-sqs";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { LAMBDA_FAILURES_PREFIX, parkedPrefix, REMAINDER_PREFIX, UNDECODABLE_PREFIX } from "../../../catalog";
import { createFailedEventStore, quarantineUndecodable } from "../../../lambda/delivery/failed-event-store";
import { encodeFailedEvents } from "../../../lambda/delivery/failed-events-object";
import type { DeadLetterSource } from "../../../ops/parking/dead-letter-list";
import type { ParkingBucket } from "../../../ops/parking/parking-bucket";
import { readWaitingEvents } from "../../../ops/parking/waiting-events";
import { logEvents } from "../../fixtures/delivery/log-events";
import { memoryStore } from "../../fixtures/delivery/memory-store";
import {
  ENVIRONMENT,
  kinesisEvent,
  payloadOf,
  subscriptionEvent,
} from "../../fixtures/delivery/subscription-event";

const FORWARDER_ARN = "arn:aws:lambda:eu-central-1:000000000000:function:forwarder";
const DEAD_LETTERS = "https://made-up/dead-letters";
const ON_FAILURE = "https://made-up/on-failure";
const NOW = Date.parse("2026-03-01T12:00:00Z");
const [event] = logEvents(1);
if (!event) throw new Error("no event");
const failed = [{ event, reason: "made up" }];

/** The parking bucket, and queues with these message bodies. */
function source(queues: Readonly<Record<string, readonly unknown[]>> = {}) {
  const store = memoryStore();
  const bucket = {
    async *list(prefix: string) {
      yield* await Promise.resolve(
        [...store.objects.keys()]
          .filter((key) => key.startsWith(prefix))
          .map((key) => ({ key, storedAt: NOW })),
      );
    },
    read: (key: string) => store.get(key),
  } as Partial<ParkingBucket> as ParkingBucket;
  const messages = new Map(
    Object.entries(queues).map(([url, bodies]) => [
      url,
      bodies.map((body, index): Message => ({ MessageId: String(index), Body: JSON.stringify(body) })),
    ]),
  );
  const sqs = {
    send: (command: unknown) =>
      Promise.resolve(
        command instanceof ReceiveMessageCommand
          ? {
              Messages: [messages.get(command.input.QueueUrl ?? "")?.shift()].filter(
                (one) => one !== undefined,
              ),
            }
          : {},
      ),
  } as unknown as SQSClient;
  const deadLetterSource = {
    ...{ bucket, environment: ENVIRONMENT, clients: { sqs } },
    resources: {
      bucket: "made-up",
      pipelines: [
        {
          ...{ sinks: ["sentry", "datadog"], forwarderArn: FORWARDER_ARN, replayArn: "", replayQueueUrl: "" },
          deadLetterQueueUrl: DEAD_LETTERS,
        },
      ],
      onFailureQueueUrl: ON_FAILURE,
    },
  } as unknown as DeadLetterSource;
  return { store, failedEvents: createFailedEventStore(store, () => NOW), source: deadLetterSource };
}

async function waitingIn(from: DeadLetterSource) {
  const found = [];
  for await (const { place, sinks, events, undecodable } of readWaitingEvents(from, ["sentry", "datadog"]))
    found.push({ place, sinks, ids: events.map(({ id }) => id), undecodable });
  return found;
}

const ofSentry = { sinks: ["sentry"], ids: [event.id], undecodable: 0 };

test("parked and rejected events are found for their sink", async () => {
  const { failedEvents, source: from } = source();
  await failedEvents.park("sentry", failed);
  await failedEvents.quarantine("datadog", failed);
  expect(await waitingIn(from)).toEqual([
    { place: "parked", ...ofSentry },
    { place: "quarantined", ...ofSentry, sinks: ["datadog"] },
  ]);
});

test("the original of a truncated event does not wait", async () => {
  const { failedEvents, source: from } = source();
  await failedEvents.storeOriginal("sentry", failed);
  expect(await waitingIn(from)).toEqual([]);
});

test("of a parked object that was replayed in part, only the remainder is parked", async () => {
  const { store, source: from } = source();
  const [first, second] = logEvents(2).map((each) => ({ event: each, reason: "made up" }));
  if (!first || !second) throw new Error("no events");
  const name = "sentry/2026-03-01/made-up.ndjson.gz";
  await store.put(
    `${parkedPrefix("sentry")}2026-03-01/made-up.ndjson.gz`,
    await encodeFailedEvents("sentry", [first, second], NOW),
  );
  await store.put(REMAINDER_PREFIX + name, await encodeFailedEvents("sentry", [second], NOW));
  expect(await waitingIn(from)).toEqual([{ place: "parked", ...ofSentry, ids: [second.event.id] }]);
});

test("a parked object in the dead-letter queue is a dead letter", async () => {
  const key = `${parkedPrefix("sentry")}2026-03-01/made-up.ndjson.gz`;
  const { store, source: from } = source({ [DEAD_LETTERS]: [{ Records: [{ s3: { object: { key } } }] }] });
  await store.put(key, await encodeFailedEvents("sentry", failed, NOW));
  expect(await waitingIn(from)).toEqual([{ place: "deadLettered", ...ofSentry }]);
});

test("the events of failed invocations and discarded Kinesis batches are dead letters of the forwarder's sinks", async () => {
  const requestContext = { functionArn: `${FORWARDER_ARN}:$LATEST`, condition: "RetriesExhausted" };
  const { store, source: from } = source({
    [ON_FAILURE]: [
      { Event: "s3:TestEvent" },
      { requestContext, requestPayload: subscriptionEvent(["one", "two"]) },
    ],
  });
  const batch = { requestContext, payload: kinesisEvent(payloadOf(["three"]), Buffer.from("not gzip")) };
  await store.put(`${LAMBDA_FAILURES_PREFIX}made-up`, Buffer.from(JSON.stringify(batch)));
  const ofForwarder = { place: "deadLettered", sinks: ["sentry", "datadog"] };
  expect(await waitingIn(from)).toEqual([
    { ...ofForwarder, ids: ["event-0"], undecodable: 1 },
    { ...ofForwarder, ids: ["event-0", "event-1"], undecodable: 0 },
  ]);
});

test("a payload in quarantine counts as undecodable, unless it can be decoded by now", async () => {
  const { store, source: from } = source();
  await quarantineUndecodable(store, Buffer.from("not gzip"), "made up");
  await quarantineUndecodable(store, payloadOf(["one"]), "made up");
  expect([...store.objects.keys()].every((key) => key.startsWith(UNDECODABLE_PREFIX))).toBe(true);
  const quarantined = { place: "quarantined", sinks: ["sentry", "datadog"] };
  const found = await waitingIn(from);
  expect(found).toHaveLength(2);
  expect(found).toEqual(
    expect.arrayContaining([
      { ...quarantined, ids: [], undecodable: 1 },
      { ...quarantined, ids: ["event-0"], undecodable: 0 },
    ]),
  );
});
