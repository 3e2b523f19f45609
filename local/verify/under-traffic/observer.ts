import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { PARKED_PREFIX, parkingBucketName } from "../../../catalog";
import { awsClientConfig } from "../../aws-client-config";
import type { Endpoints } from "../../endpoints";
import type { TrafficSummary } from "../../traffic";
import {
  createSinkReaders,
  createOpenSearchReader,
  expectedBySink,
  functionLogGroups,
  messagesOf,
  listObjectKeys,
  pendingEvents,
} from "..";
import { replaceExecutionEnvironments } from "./rotation";

const ENVIRONMENT = "local";

/** Access to the sinks, the parking bucket, the queues, the functions and their logs. */
export function createObserver(endpoints: Endpoints) {
  const { accountId } = endpoints.aws;
  const s3 = new S3Client({ ...awsClientConfig(endpoints), forcePathStyle: true });
  const sqs = new SQSClient(awsClientConfig(endpoints));
  const lambda = new LambdaClient(awsClientConfig(endpoints));
  const logs = new CloudWatchLogsClient(awsClientConfig(endpoints));
  const opensearch = endpoints.search && createOpenSearchReader(endpoints.search);
  const readers = [...createSinkReaders(endpoints, opensearch)];
  return {
    everySinkHasEvents: async () =>
      (await Promise.all(readers.map(([, reader]) => reader.count()))).every(Boolean),
    /** Number of parked objects. */
    parkedObjectCount: async () =>
      (await listObjectKeys(s3, parkingBucketName(ENVIRONMENT, accountId), PARKED_PREFIX)).length,
    /** Whether every sink received its lines and no event is pending. */
    async isEverythingDelivered(summary: TrafficSummary): Promise<boolean> {
      const expected = expectedBySink(summary);
      const missing = await Promise.all(
        readers.map(async ([sink, reader]) => (await reader.count()) < expected[sink]),
      );
      if (missing.some(Boolean)) return false;
      const places = await pendingEvents({ s3, sqs }, ENVIRONMENT, accountId);
      return places.every(({ count }) => count === 0);
    },
    /** The messages in the functions' log groups. */
    async functionLogMessages(): Promise<string[]> {
      const messages: string[] = [];
      const groups = await functionLogGroups(logs, ENVIRONMENT);
      for await (const message of messagesOf(logs, groups)) messages.push(message);
      return messages;
    },
    /** Every document of OpenSearch, as JSON text. */
    openSearchDocuments: () => opensearch?.documents() ?? [],
    /** The next invocation of each function runs in a new execution environment. */
    replaceExecutionEnvironments: () => replaceExecutionEnvironments(lambda),
    async close(): Promise<void> {
      for (const client of [s3, sqs, lambda, logs]) client.destroy();
      await opensearch?.close();
    },
  };
}
