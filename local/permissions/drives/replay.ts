import { randomUUID } from "node:crypto";
import {
  logGroupName,
  PARKED_PREFIX,
  parkedPrefix,
  REMAINDER_PREFIX,
  SINK_NAMES,
  type SinkName,
} from "../../../catalog";
import { encodeFailedEvents } from "../../../lambda/delivery/failed-events-object";
import { type Drive, type DriveContext, ENVIRONMENT } from "../context";
import { deliveredEvents, markedMessage } from "./delivered-events";
import { PAUSES_AFTER_ONE, REJECTIONS, whileIntakesAnswer } from "./outages";
import { countObjects, emptyParkingBucket } from "./parking-bucket";

/**
 * For every sink, parked events with a remainder of an earlier replay, which are accepted; for the intakes, events that
 * they reject, and events of which they accept only some now. Also a notification of an object that is deleted already,
 * and of one that was never parked.
 */
export const driveReplay: Drive = async (context) => {
  const { replayQueue, store } = context;
  await emptyParkingBucket(context);
  await replayQueue.purge();
  const mark = `permissions-${randomUUID()}`;
  const invoke = await context.inNewEnvironment("replay");
  const replay = async (...messages: readonly object[]) => (await invoke({ Records: messages })).outcome;
  const parkForIntakes = async (count: number) => [
    await park(context, "datadog", mark, count),
    await park(context, "sentry", mark, count),
  ];

  const complete = [];
  for (const sink of SINK_NAMES) {
    const parked = await park(context, sink, mark, 2);
    const remainder = REMAINDER_PREFIX + parked.key.slice(PARKED_PREFIX.length);
    await store.put(remainder, await encodeEvents(context, sink, mark, 1));
    complete.push(parked);
  }
  const accepted = await replay(...complete);

  const deleted = await park(context, "datadog", mark, 1);
  await store.delete(deleted.key);
  const settledBefore = await replay(deleted);

  const body = JSON.stringify({ Records: [{ s3: { object: { key: mark } } }] });
  const attributes = { ApproximateReceiveCount: "1" };
  const neverParked = await replay({ messageId: randomUUID(), receiptHandle: "made-up", body, attributes });

  const toReject = await parkForIntakes(1);
  const rejected = await whileIntakesAnswer(context, REJECTIONS, () => replay(...toReject));

  await replayQueue.purge();
  const toAcceptPartly = await parkForIntakes(2);
  const partlyAccepted = await whileIntakesAnswer(context, PAUSES_AFTER_ONE, () => replay(...toAcceptPartly));
  return {
    ...{ accepted, settledBefore, neverParked, rejected, partlyAccepted },
    returnsAtOnce: await replayQueue.becomesVisible(),
    delivered: await deliveredEvents(context, mark),
    objects: await countObjects(context),
  };
};

/** Parks events. @returns the message of the replay queue, as Lambda passes it to the function, and the key in it */
async function park(context: DriveContext, sink: SinkName, mark: string, count: number) {
  const key = `${parkedPrefix(sink)}permissions/${randomUUID()}.ndjson.gz`;
  await context.store.put(key, await encodeEvents(context, sink, mark, count));
  return { key, ...(await context.replayQueue.receiveNotificationOf(key)) };
}

/** Errors, because Sentry receives no other events. */
function encodeEvents({ endpoints }: DriveContext, sink: SinkName, mark: string, count: number) {
  const now = Date.now();
  const origin = {
    owner: endpoints.aws.accountId,
    logGroup: logGroupName(ENVIRONMENT, "application"),
    logStream: "permissions",
  };
  const failedEvents = Array.from({ length: count }, () => ({
    event: {
      ...{ id: randomUUID(), timestamp: now, origin, log: "application" as const },
      record: {
        "@timestamp": new Date(now).toISOString(),
        level: "ERROR" as const,
        message: markedMessage(mark),
      },
    },
    reason: "made up",
  }));
  return encodeFailedEvents(sink, failedEvents, now);
}
