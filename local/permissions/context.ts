import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { IAMClient } from "@aws-sdk/client-iam";
import {
  type FunctionConfiguration,
  LambdaClient,
  ListEventSourceMappingsCommand,
  paginateListFunctions,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { archiveBucketName, parkingBucketName, roleName, type RoleName } from "../../catalog";
import { createBucketStore, type ObjectStore } from "../../lambda/shared/object-store";
import { awsClientConfig } from "../aws-client-config";
import type { Endpoints } from "../endpoints";
import type { FaultTargets, Platform } from "../platform";
import { createOpenSearchReader, type OpenSearchReader } from "../verify/opensearch";
import { replayQueue, type ReplayQueue } from "./drives/replay-queue";
import { inNewEnvironment, type Invoke } from "./invoke";
import type { Outcome } from "./outcome";

export const ENVIRONMENT = "local";

/** The running platform, for the drives. */
export interface DriveContext {
  readonly endpoints: Endpoints;
  readonly faultTargets: FaultTargets;
  readonly opensearch: OpenSearchReader;
  /** With the permissions of the account, not of a function. */
  readonly clients: ReturnType<typeof createClients>;
  readonly bucket: string;
  /** The bucket of the audit archive. */
  readonly archiveBucket: string;
  readonly store: ObjectStore;
  /** Lambda does not poll it while the context is open. */
  readonly replayQueue: ReplayQueue;
  /** Invokes the function of a role in a new execution environment. */
  readonly inNewEnvironment: (role: RoleName) => Promise<Invoke>;
  /** The functions of the environment, by the names of their roles without the prefix. */
  readonly functions: ReadonlyMap<string, FunctionConfiguration>;
  close(): Promise<void>;
}

/** Makes a function do everything that it can do, and observes the result. Can be repeated. */
export type Drive = (context: DriveContext) => Promise<Outcome>;

/** @throws Error if the platform runs without the search engine */
export async function createDriveContext({ endpoints, faultTargets }: Platform): Promise<DriveContext> {
  if (!faultTargets || !endpoints.search)
    throw new Error(
      "the permissions are examined on a platform with its own search engine, and this one has none",
    );
  const clients = createClients(endpoints);
  const opensearch = createOpenSearchReader(endpoints.search);
  const bucket = parkingBucketName(ENVIRONMENT, endpoints.aws.accountId);
  const functions = await functionsByRole(clients.lambda);
  const replayFunction = functions.get("replay" satisfies RoleName)?.FunctionName ?? "";
  const polling = await pausePolling(clients.lambda, replayFunction);
  const QueueName = polling.sourceArn.split(":").at(-1);
  const { QueueUrl = "" } = await clients.sqs.send(new GetQueueUrlCommand({ QueueName }));
  return {
    replayQueue: replayQueue(clients.sqs, QueueUrl),
    ...{ endpoints, faultTargets, opensearch, clients, bucket, functions },
    archiveBucket: archiveBucketName(ENVIRONMENT, endpoints.aws.accountId),
    store: createBucketStore(clients.s3, bucket),
    inNewEnvironment: (role) => inNewEnvironment(clients.lambda, functions.get(role)?.FunctionName ?? role),
    async close() {
      await polling.resume();
      for (const client of Object.values(clients)) client.destroy();
      await opensearch.close();
    },
  };
}

function createClients(endpoints: Endpoints) {
  const config = awsClientConfig(endpoints);
  return {
    cloudWatch: new CloudWatchClient(config),
    logs: new CloudWatchLogsClient(config),
    iam: new IAMClient(config),
    lambda: new LambdaClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    sqs: new SQSClient(config),
  };
}

/** Stops Lambda from polling the queue of a function. */
async function pausePolling(client: LambdaClient, FunctionName: string) {
  const { EventSourceMappings: [mapping] = [] } = await client.send(
    new ListEventSourceMappingsCommand({ FunctionName }),
  );
  const { UUID, EventSourceArn: sourceArn } = mapping ?? {};
  if (sourceArn === undefined) throw new Error(`the function ${FunctionName} has no event source mapping`);
  const setEnabled = (Enabled: boolean) =>
    client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  await setEnabled(false);
  return { sourceArn, resume: () => setEnabled(true) };
}

async function functionsByRole(client: LambdaClient): Promise<ReadonlyMap<string, FunctionConfiguration>> {
  const prefix = roleName(ENVIRONMENT, "" as RoleName);
  const functions = new Map<string, FunctionConfiguration>();
  for await (const { Functions = [] } of paginateListFunctions({ client }, {}))
    for (const each of Functions) {
      const role = each.Role?.split("/").at(-1) ?? "";
      functions.set(role.startsWith(prefix) ? role.slice(prefix.length) : role, each);
    }
  return functions;
}
