import { randomUUID } from "node:crypto";
import { FORWARDER_DEBUG_KEY } from "../../../catalog";
import { type DebugMode, MAX_DEBUG_MINUTES } from "../../../lambda/shared/debug-mode";
import type { Drive, DriveContext } from "../context";
import { deliveredEvents, markedMessage } from "./delivered-events";
import { PAUSES, REJECTIONS, whileIntakesAnswer, withRefusedSearchPassword } from "./outages";
import { countObjects, emptyParkingBucket } from "./parking-bucket";
import { subscriptionEvent } from "./subscription-event";

/**
 * In debug mode: an error that every sink accepts, one that the intakes reject, one that no sink accepts now, and input that is not
 * gzip.
 */
export const driveForwarder: Drive = async (context) => {
  await emptyParkingBucket(context);
  await startDebugMode(context);
  const mark = `permissions-${randomUUID()}`;
  const error = () => subscriptionEvent(context, "application", errorLine(mark));

  const invoke = await context.inNewEnvironment("forwarder");
  const accepted = await invoke(error());
  const rejected = await whileIntakesAnswer(context, REJECTIONS, () => invoke(error()));
  const undecodable = await invoke({ awslogs: { data: Buffer.from(`not gzip ${mark}`).toString("base64") } });
  const paused = await withRefusedSearchPassword(context, async () => {
    const invokeRefused = await context.inNewEnvironment("forwarder");
    return whileIntakesAnswer(context, PAUSES, () => invokeRefused(error()));
  });
  return {
    ...{ accepted: accepted.outcome, rejected: rejected.outcome },
    ...{ undecodable: undecodable.outcome, paused: paused.outcome },
    delivered: await deliveredEvents(context, mark),
    objects: await countObjects(context),
  };
};

/** A debug mode that is on for longer than the drives take. */
async function startDebugMode({ store }: DriveContext): Promise<void> {
  const now = Date.now();
  const mode: DebugMode = {
    level: "DEBUG",
    since: new Date(now - 60_000).toISOString(),
    until: new Date(now + (MAX_DEBUG_MINUTES - 2) * 60_000).toISOString(),
    startedBy: "npm run iam:mutate",
  };
  await store.put(FORWARDER_DEBUG_KEY, Buffer.from(JSON.stringify(mode)));
}

/** An error of its own type. */
function errorLine(mark: string) {
  const [error_type, message] = [randomUUID(), markedMessage(mark)];
  return { level: "ERROR", logger: "inventorysync.permissions", error_type, message };
}
