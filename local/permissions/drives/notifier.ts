import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { paginateDescribeAlarms, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { ALARMS, alarmName, alarmTopicName, conditionAlarmIds } from "../../../catalog";
import type { Notification } from "../../../lambda/notification/notification";
import { type Drive, type DriveContext, ENVIRONMENT } from "../context";
import { type Outcome, withoutRandomText } from "../outcome";
import { receivedNotifications } from "./received-notifications";

/** Ends a wait that would never end, in milliseconds; the notifications arrive within seconds. */
const HANG_MS = 120_000;
const POLL_MS = 250;

/** An alarm that ends, so that its notification has a duration. */
const ENDING = "error-spike";

/**
 * Every alarm of the catalogue fires, so that the notifier reads the lines or asks the question of each, and one ends.
 * The webhook must receive each notification.
 */
export const driveNotifier: Drive = async (context) => {
  const { endpoints, inNewEnvironment } = context;
  await raiseConditions(context);
  const invoke = await inNewEnvironment("notifier");
  // Real alarms of the platform have other times.
  const at = new Date().toISOString();
  const triggers = await metricAlarms(context);
  const records = [
    ...ALARMS.map(({ id, severity }) => ({ id, severity, state: "ALARM" })),
    ...ALARMS.filter(({ id }) => id === ENDING).map(({ id, severity }) => ({ id, severity, state: "OK" })),
  ].map(({ id, severity, state }) => {
    const AlarmName = alarmName(ENVIRONMENT, id);
    const message = {
      AlarmName,
      NewStateValue: state,
      StateChangeTime: at,
      Trigger: triggers.get(AlarmName),
    };
    return {
      Sns: {
        TopicArn: `arn:aws:sns:${endpoints.aws.region}:${endpoints.aws.accountId}:${alarmTopicName(ENVIRONMENT, severity)}`,
        ...{ MessageId: randomUUID(), Subject: "made up", Timestamp: at, Message: JSON.stringify(message) },
      },
    };
  });
  const { failed, outcome } = await invoke({ Records: records });
  const received = failed ? [] : await waitForNotifications(context, at, records.length);
  return { invocation: outcome, received: Object.fromEntries(received.map(summarize)) };
};

/** CloudWatch says in which state an alarm is, and when its state changed. */
async function raiseConditions({ clients: { cloudWatch } }: DriveContext): Promise<void> {
  const set = (id: string, StateValue: "ALARM" | "OK") =>
    cloudWatch.send(
      new SetAlarmStateCommand({ AlarmName: alarmName(ENVIRONMENT, id), StateValue, StateReason: "made up" }),
    );
  const known = await metricAlarms({ clients: { cloudWatch } });
  for (const id of ALARMS.flatMap(conditionAlarmIds))
    if (known.has(alarmName(ENVIRONMENT, id))) await set(id, "ALARM");
  await set(ENDING, "ALARM");
  await set(ENDING, "OK");
}

/** By their names. They have the members that the message of an alarm has. */
async function metricAlarms({
  clients: { cloudWatch: client },
}: {
  readonly clients: Pick<DriveContext["clients"], "cloudWatch">;
}): Promise<ReadonlyMap<string, object>> {
  const found = new Map<string, object>();
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, {}))
    for (const alarm of MetricAlarms) found.set(alarm.AlarmName ?? "", alarm);
  return found;
}

async function waitForNotifications({ endpoints }: DriveContext, since: string, count: number) {
  const start = Date.now();
  while (Date.now() - start < HANG_MS) {
    const received = await receivedNotifications(endpoints, (each) => each.since === since);
    if (received.length >= count) return received;
    await wait(POLL_MS);
  }
  throw new Error(`the webhook received fewer than ${count} notifications within ${HANG_MS / 1_000} seconds`);
}

function summarize({ key, state, facts, evidence, durationSeconds }: Notification): [string, Outcome] {
  return [
    `${key}, ${state}`,
    {
      facts: facts.length,
      evidence: evidence.map(({ title }) => withoutRandomText(title)),
      hasDuration: durationSeconds !== undefined,
    },
  ];
}
