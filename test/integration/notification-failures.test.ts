/** What happens to an alarm if the notifier fails, or if a webhook does not accept its notification. */
import { setTimeout as wait } from "node:timers/promises";
import { CloudWatchClient, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ListSubscriptionsByTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import {
  alarmName,
  alarmTopicName,
  secretName,
  webhookDeadLetterQueueName,
  webhookFunctionName,
  webhookQueueName,
} from "../../catalog";
import type { Notification } from "../../lambda/notification/notification";
import { awsClientConfig } from "../../local/aws-client-config";
import { runLogs } from "../fixtures/run-logs";
import { withFunctionVariables } from "./function-variables";
import { platformEndpoints } from "./platform-endpoints";
import { startStubIntake } from "./stub-intake";

const platform = platformEndpoints();
const cloudWatch = new CloudWatchClient(awsClientConfig(platform));
const lambda = new LambdaClient(awsClientConfig(platform));
const secrets = new SecretsManagerClient(awsClientConfig(platform));
const sns = new SNSClient(awsClientConfig(platform));
const sqs = new SQSClient(awsClientConfig(platform));

/** The emulator has no metric of the domain, so it does not change the state of this alarm itself. */
const AlarmName = alarmName("local", "domain-key-unusable");
const WEBHOOK = "local";
const arnOf = (service: string, resource: string) =>
  `arn:aws:${service}:${platform.aws.region}:${platform.aws.accountId}:${resource}`;

const NOTIFIER_ERRORS = alarmName("local", "notifier-errors");

let earlier = 0;
beforeEach(async () => {
  // Only a change of the state is notified; errors of an earlier test may have raised the alarm about the notifier.
  for (const name of [AlarmName, NOTIFIER_ERRORS]) await setState("OK", name);
  earlier = (await allReceived()).length;
});

afterAll(() => {
  for (const client of [cloudWatch, lambda, secrets, sns, sqs]) client.destroy();
});

test("if the notifier fails, the alarm arrives all the same, and so does the alarm about the notifier", async () => {
  await withFunctionVariables(lambda, [await notifierArn()], { PAGE_TOPIC_ARN: "" }, async () => {
    await setState("ALARM");
    const alarm = await waitFor(() => received(({ key, state }) => key === AlarmName && state === "firing"));
    expect(alarm).toMatchObject({
      severity: "page",
      description: "the search domain cannot use its KMS key",
      evidence: [{ title: "The notifier failed: this is the message that it received" }],
    });
    const aboutNotifier = await waitFor(() =>
      received(({ key, state }) => key === NOTIFIER_ERRORS && state === "firing"),
    );
    expect(aboutNotifier.title).toBe("ALARM, page: inventorysync-local-notifier-errors");
    expect(aboutNotifier.facts[0]).toMatch(/^Sum of Errors in 5 minutes: \d+; threshold: at least 2$/);
  });
  // The state before the test may have ended while the notifier was broken.
  earlier = (await allReceived()).length;
  await setState("OK");
  const ended = await waitFor(() => received(({ key, state }) => key === AlarmName && state === "resolved"));
  expect(ended).toMatchObject({ title: `Ended: ${AlarmName}`, evidence: [] });
});

test("a notification that the webhook refuses goes to the dead-letter queue, and arrives when it is moved back", async () => {
  const stub = await startStubIntake();
  stub.answerWith({ status: 500 });
  const queueUrl = await urlOf(webhookQueueName("local", WEBHOOK));
  const deadLetterQueueUrl = await urlOf(webhookDeadLetterQueueName("local", WEBHOOK));
  const deadLetterQueueArn = arnOf("sqs", webhookDeadLetterQueueName("local", WEBHOOK));
  const deployed = await attributesOf(queueUrl);
  expect(await messagesIn(deadLetterQueueUrl)).toBe(0);
  try {
    await putWebhook(stub.url);
    // The deployed queue tries for an hour.
    await setAttributes(queueUrl, {
      VisibilityTimeout: "1",
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterQueueArn, maxReceiveCount: 2 }),
    });
    await setState("ALARM");
    await waitFor(() => deadLetterWith(deadLetterQueueUrl, `ALARM, page: ${AlarmName}`));
    expect(stub.requests.filter((body) => body.includes(`ALARM, page: ${AlarmName}`))).toHaveLength(2);
    expect(await received(({ key, state }) => key === AlarmName && state === "firing")).toBeUndefined();
    const { stdout } = await runLogs(platform, ["alarms", "local"]);
    expect(stdout).toMatch(/^domain-key-unusable +page +ALARM/m);

    await putWebhook(platform.notifications.webhookUrl);
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: deadLetterQueueArn }));
    const alarm = await waitFor(() => received(({ key, state }) => key === AlarmName && state === "firing"));
    expect(alarm).toMatchObject({ severity: "page", title: `ALARM, page: ${AlarmName}` });
    expect(await messagesIn(deadLetterQueueUrl)).toBe(0);
  } finally {
    await putWebhook(platform.notifications.webhookUrl);
    const { VisibilityTimeout = "", RedrivePolicy = "" } = deployed;
    await setAttributes(queueUrl, { VisibilityTimeout, RedrivePolicy });
    await setState("OK");
    await stub.close();
  }
});

async function setState(StateValue: "ALARM" | "OK", name = AlarmName): Promise<void> {
  await cloudWatch.send(
    new SetAlarmStateCommand({ AlarmName: name, StateValue, StateReason: "set by a test" }),
  );
}

async function notifierArn(): Promise<string> {
  const { Subscriptions = [] } = await sns.send(
    new ListSubscriptionsByTopicCommand({ TopicArn: arnOf("sns", alarmTopicName("local", "page")) }),
  );
  return Subscriptions.find(({ Protocol }) => Protocol === "lambda")?.Endpoint ?? "";
}

async function putWebhook(url: string): Promise<void> {
  const SecretId = secretName("local", webhookFunctionName(WEBHOOK));
  await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify({ url }) }));
}

async function urlOf(QueueName: string): Promise<string> {
  return (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? "";
}

async function attributesOf(QueueUrl: string): Promise<Readonly<Record<string, string>>> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
  );
  return Attributes;
}

async function setAttributes(QueueUrl: string, Attributes: Record<string, string>): Promise<void> {
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
}

async function messagesIn(queueUrl: string): Promise<number> {
  return Number((await attributesOf(queueUrl))["ApproximateNumberOfMessages"]);
}

async function deadLetterWith(QueueUrl: string, text: string): Promise<string | undefined> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
  );
  return Messages.map(({ Body = "" }) => Body).find((body) => body.includes(text));
}

async function allReceived(): Promise<readonly Notification[]> {
  const response = await fetch(`${platform.notifications.url}/notifications`);
  return (await response.json()) as readonly Notification[];
}

async function received(matches: (each: Notification) => boolean): Promise<Notification | undefined> {
  return (await allReceived()).slice(earlier).find(matches);
}

/** Jest ends a test that waits for too long. */
async function waitFor<Value>(find: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    await wait(500);
  }
}
