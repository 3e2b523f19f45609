import { CfnOutput, Duration } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import * as sns from "aws-cdk-lib/aws-sns";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import {
  MAX_QUEUE_RETENTION_DAYS,
  secretName,
  webhookDeadLetterQueueName,
  webhookFunctionName,
  webhookQueueName,
} from "../../../catalog";
import {
  type Channel,
  type EnvironmentConfig,
  FUNCTION_MEMORY_MIB,
  MIN_SQS_CONCURRENCY,
  reservedConcurrencyOf,
} from "../../../config";
import type { WebhookVariables } from "../../../lambda/webhook/settings";
import { createDeadLetterQueue } from "../../forwarding/dead-letter-queue";
import { grantKeyViaService } from "../../forwarding/grant-key-via-service";
import { createQueueEventSource } from "../../forwarding/queue-event-source";
import { FunctionSecret } from "../../forwarding/secrets/function-secret";
import { NodeFunction } from "../../functions/node-function";
import { retainOnceDeployed } from "../../storage/removal-policies";

export interface WebhookProps {
  readonly channel: Extract<Channel, { kind: "webhook" }>;
  readonly config: EnvironmentConfig;
  /** Encrypts the log group, the secret and the queues. The key policy must admit SNS. */
  readonly key: kms.IKey;
  /** The topics of the severities that the webhook receives. */
  readonly topics: readonly sns.ITopic[];
  /** Receives the notifications that SNS could not put on the queue. */
  readonly undelivered: sqs.IQueue;
}

const TIMEOUT = Duration.seconds(10);
/** Source: AWS Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping". */
const VISIBILITY_TIMEOUT_FACTOR = 6;
/** One attempt a minute, the visibility timeout: a webhook can be down for an hour. */
const MAX_RECEIVE_COUNT = 60;

/**
 * Sends notifications to an HTTPS webhook, whose address is in a secret: a queue, and a function that can read only this
 * secret and this queue, and no log group.
 *
 * A notification that the webhook does not accept is tried again every minute for an hour. Then SQS moves it to the
 * dead-letter queue, where it remains for 14 days; an alarm on this queue makes the failure visible.
 */
export class Webhook extends Construct {
  readonly function: lambda.Function;
  readonly queue: sqs.Queue;
  readonly deadLetterQueue: sqs.Queue;

  constructor(scope: Construct, id: string, { channel, config, key, topics, undelivered }: WebhookProps) {
    super(scope, id);

    const { environment, deletionProtection, forwarding } = config;
    const name = webhookFunctionName(channel.name);
    this.deadLetterQueue = createDeadLetterQueue(this, "DeadLetterQueue", {
      queueName: webhookDeadLetterQueueName(environment, channel.name),
      key,
      retain: deletionProtection,
      receivesFrom: "queue",
    });
    this.queue = new sqs.Queue(this, "Queue", {
      queueName: webhookQueueName(environment, channel.name),
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(MAX_QUEUE_RETENTION_DAYS),
      removalPolicy: retainOnceDeployed(deletionProtection),
      visibilityTimeout: Duration.seconds(VISIBILITY_TIMEOUT_FACTOR * TIMEOUT.toSeconds()),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
    subscribe(this.queue, topics, undelivered);

    const secret = new FunctionSecret(this, "Secret", {
      name,
      description: `address of the webhook ${channel.name}`,
      config,
      key,
      noRotationReason:
        "the service behind the webhook issues its address and has no API to rotate it; an operator replaces it there and " +
        "stores the new one with the command of the stack output",
    });
    outputPutCommand(this, config, channel);
    const variables: WebhookVariables = {
      ENVIRONMENT: environment,
      WEBHOOK_FORMAT: channel.format,
      WEBHOOK_SECRET_ID: secret.arn,
      ...(forwarding.allowPrivateAddresses && { ALLOW_PRIVATE_ADDRESSES: "true" as const }),
    };
    const { function: fn, role } = new NodeFunction(this, "Function", {
      source: "webhook",
      name,
      description: `sends the notifications of ${environment} to the webhook ${channel.name}`,
      config,
      key,
      timeout: TIMEOUT,
      memoryMiB: FUNCTION_MEMORY_MIB.webhook,
      variables: { ...variables },
      reservedConcurrency: reservedConcurrencyOf(config, "webhook"),
      failureHandling: "event-source",
    });
    this.function = fn;
    secret.grantRead(role);
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        resources: [this.queue.queueArn],
      }),
    );
    grantKeyViaService("sqs", role, key, ["kms:Decrypt"]);
    createQueueEventSource(this, "Messages", {
      target: fn,
      queue: this.queue,
      maxConcurrency: MIN_SQS_CONCURRENCY,
    });
  }
}

/** The CDK's `SqsSubscription` would let the key's policy name the topic, whose stack depends on the stack of the key. */
function subscribe(queue: sqs.Queue, topics: readonly sns.ITopic[], deadLetterQueue: sqs.IQueue): void {
  for (const [index, topic] of topics.entries())
    new sns.Subscription(queue, `Subscription${index}`, {
      topic,
      protocol: sns.SubscriptionProtocol.SQS,
      endpoint: queue.queueArn,
      rawMessageDelivery: true,
      deadLetterQueue,
    });
  queue.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: "AllowNotificationTopics",
      principals: [new iam.ServicePrincipal("sns.amazonaws.com")],
      actions: ["sqs:SendMessage"],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { "aws:SourceArn": topics.map(({ topicArn }) => topicArn) } },
    }),
  );
}

const SECRET_EXAMPLES: Readonly<Record<WebhookProps["channel"]["format"], string>> = {
  pagerduty: '{"url":"https://events.pagerduty.com/v2/enqueue","routingKey":"<integration key>"}',
  json: '{"url":"https://<address>"}',
};

function outputPutCommand(
  scope: Construct,
  { environment, region }: EnvironmentConfig,
  { name, format }: WebhookProps["channel"],
) {
  const secret = secretName(environment, webhookFunctionName(name));
  new CfnOutput(scope, "PutValue", {
    description: `stores the address of the webhook ${name}, as ${SECRET_EXAMPLES[format]}; the command prompts for the value, so that the shell history does not contain it`,
    value:
      `read -rsp "webhook ${name}: " VALUE && aws secretsmanager put-secret-value --region ${region} ` +
      `--secret-id ${secret} --secret-string "$VALUE"; unset VALUE`,
  });
}
