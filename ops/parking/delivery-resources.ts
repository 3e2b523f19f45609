import {
  GetFunctionEventInvokeConfigCommand,
  type FunctionConfiguration,
  LambdaClient,
  paginateListEventSourceMappings,
  paginateListFunctions,
  ResourceNotFoundException,
} from "@aws-sdk/client-lambda";
import { GetBucketNotificationConfigurationCommand, S3Client } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import {
  type DeliveryName,
  LAMBDA_FAILURES_PREFIX,
  parkingBucketName,
  roleName,
  type SinkName,
} from "../../catalog";
import { deliveryFunctionOf, type EnvironmentConfig, sinkGroupsOf } from "../../config";
import { type CommandContext, OperatorError } from "../cli";

/** The forwarder and the replay of some sinks, with their queues. */
export interface Pipeline {
  readonly sinks: readonly SinkName[];
  readonly forwarderArn: string;
  readonly replayArn: string;
  readonly replayQueueUrl: string;
  readonly deadLetterQueueUrl: string;
}

/** Where the events of an environment wait for a replay or for a person. */
export interface DeliveryResources {
  readonly bucket: string;
  readonly pipelines: readonly Pipeline[];
  /** Undefined if a person has removed the on-failure destination. */
  readonly onFailureQueueUrl?: string | undefined;
}

export interface DeliveryClients {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
}

export function createDeliveryClients({ aws, io }: CommandContext): DeliveryClients {
  return {
    // An endpoint without a wildcard certificate, such as that of the local platform, has no host name for each bucket.
    s3: new S3Client({ ...aws, forcePathStyle: io.env["AWS_ENDPOINT_URL"] !== undefined }),
    sqs: new SQSClient(aws),
    lambda: new LambdaClient(aws),
  };
}

/**
 * Follows the deployed resources from the functions, whose roles have fixed names, to their queues and the bucket.
 *
 * @throws OperatorError if the Forwarding stack is not deployed
 */
export async function findDeliveryResources(
  clients: DeliveryClients,
  config: EnvironmentConfig,
): Promise<DeliveryResources> {
  const { environment, forwarding } = config;
  const groups = sinkGroupsOf(config);
  if (groups.length === 0)
    throw new OperatorError(
      `the environment ${environment} has no sink, so no event is parked or quarantined`,
    );
  const functions = await functionsByRole(clients.lambda);
  const find = (delivery: DeliveryName, group: readonly SinkName[]): { arn: string; account: string } => {
    const role = roleName(environment, deliveryFunctionOf(config, delivery, group));
    const { FunctionArn: arn, Role } = functions.get(role) ?? {};
    const account = Role?.split(":")[4];
    if (arn === undefined || account === undefined)
      throw new OperatorError(
        `no function has the role ${role}. Check the region and the profile; deploy ${environment}/Forwarding if it ` +
          "is not deployed.",
      );
    return { arn, account };
  };
  const pipelines = await Promise.all(
    groups.map(async (group): Promise<Pipeline> => {
      const replay = find("replay", group);
      return {
        sinks: group,
        forwarderArn: find("forwarder", group).arn,
        replayArn: replay.arn,
        ...(await replayQueues(clients, replay.arn)),
      };
    }),
  );
  const [{ forwarderArn }] = pipelines as [Pipeline];
  const { account } = find("forwarder", groups[0] ?? []);
  const bucket = parkingBucketName(environment, account);
  const destination =
    forwarding.topology === "kinesis"
      ? await notifiedQueue(clients.s3, bucket, LAMBDA_FAILURES_PREFIX)
      : await onFailureDestination(clients.lambda, forwarderArn);
  return { bucket, pipelines, onFailureQueueUrl: destination && (await queueUrl(clients.sqs, destination)) };
}

/** The pipeline that delivers to a sink. */
export function pipelineOf({ pipelines }: DeliveryResources, sink: SinkName): Pipeline {
  const pipeline = pipelines.find(({ sinks }) => sinks.includes(sink));
  if (!pipeline)
    throw new OperatorError(
      `the environment has no sink ${sink}, expected one of ${pipelines.flatMap(({ sinks }) => sinks).join(", ")}`,
    );
  return pipeline;
}

async function functionsByRole(client: LambdaClient): Promise<ReadonlyMap<string, FunctionConfiguration>> {
  const functions = new Map<string, FunctionConfiguration>();
  for await (const { Functions = [] } of paginateListFunctions({ client }, {}))
    for (const each of Functions) functions.set(each.Role?.split("/").at(-1) ?? "", each);
  return functions;
}

async function replayQueues({ lambda, sqs }: DeliveryClients, replayArn: string) {
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings(
    { client: lambda },
    { FunctionName: replayArn },
  )) {
    const arn = EventSourceMappings.find(({ EventSourceArn }) =>
      EventSourceArn?.includes(":sqs:"),
    )?.EventSourceArn;
    if (arn === undefined) continue;
    const replayQueueUrl = await queueUrl(sqs, arn);
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: replayQueueUrl, AttributeNames: ["RedrivePolicy"] }),
    );
    const { deadLetterTargetArn } = JSON.parse(Attributes.RedrivePolicy ?? "{}") as {
      readonly deadLetterTargetArn?: string;
    };
    if (deadLetterTargetArn !== undefined)
      return { replayQueueUrl, deadLetterQueueUrl: await queueUrl(sqs, deadLetterTargetArn) };
  }
  throw new OperatorError(
    `the function ${replayArn} has no replay queue with a dead-letter queue; deploy the Forwarding stack with --revert-drift`,
  );
}

async function onFailureDestination(client: LambdaClient, functionArn: string): Promise<string | undefined> {
  try {
    const { DestinationConfig } = await client.send(
      new GetFunctionEventInvokeConfigCommand({ FunctionName: functionArn, Qualifier: "$LATEST" }),
    );
    return DestinationConfig?.OnFailure?.Destination;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function notifiedQueue(client: S3Client, Bucket: string, prefix: string): Promise<string | undefined> {
  const { QueueConfigurations = [] } = await client.send(
    new GetBucketNotificationConfigurationCommand({ Bucket }),
  );
  return QueueConfigurations.find(({ Filter }) =>
    Filter?.Key?.FilterRules?.some(({ Value }) => Value === prefix),
  )?.QueueArn;
}

async function queueUrl(client: SQSClient, arn: string): Promise<string> {
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: arn.split(":").at(-1) }));
  if (QueueUrl === undefined) throw new OperatorError(`the queue ${arn} does not exist`);
  return QueueUrl;
}
