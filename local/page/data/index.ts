import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SINKS, type SinkName } from "../../../catalog";
import type { Notification } from "../../../lambda/notification/notification";
import { awsClientConfig } from "../../aws-client-config";
import type { Endpoints } from "../../endpoints";
import { type LedgerSums, ledgerSums } from "../../verify/ledgers";
import { type PendingEvents, queuedMessages } from "../../verify/pending-events";
import { type AlarmState, readAlarms } from "./alarms";
import type { AnsweredQuestion } from "./answered-question";
import { createLineReader, type FoundLines, type LineQuery } from "./lines";
import { createQuestionReader } from "./questions";
import { createStoredObjectsReader, type StoredObjects } from "./stored-objects";

export type { AlarmState } from "./alarms";
export type { AnsweredQuestion, QuestionAnswer } from "./answered-question";
export { type Answer, answerOf } from "./answer";
export type { FoundLines, Line, LineQuery } from "./lines";
export type { StoredObject, StoredObjects } from "./stored-objects";

const ENVIRONMENT = "local";

export type SinkLedgers = readonly { readonly sink: SinkName; readonly sums: LedgerSums }[];

/** Reads what the page shows. Each function rejects if its component fails. */
export interface PageData {
  /** Sums since the start of the platform. */
  ledgers(): Promise<SinkLedgers>;
  storedObjects(): Promise<StoredObjects>;
  queues(): Promise<readonly PendingEvents[]>;
  alarms(): Promise<readonly AlarmState[]>;
  /** What the platform sent to its webhook, oldest first. */
  notifications(): Promise<readonly Notification[]>;
  /** Undefined without a search engine. */
  readonly questions: (() => Promise<readonly AnsweredQuestion[]>) | undefined;
  /** Undefined without a search engine. */
  readonly lines: ((query: LineQuery) => Promise<FoundLines>) | undefined;
  close(): Promise<void>;
}

/** @param from start of the ledgers */
export function createPageData(endpoints: Endpoints, from: Date): PageData {
  const cloudWatch = new CloudWatchClient(awsClientConfig(endpoints));
  const s3 = new S3Client({ ...awsClientConfig(endpoints), forcePathStyle: true });
  const sqs = new SQSClient(awsClientConfig(endpoints));
  const lines = endpoints.search && createLineReader(endpoints.search);
  const questions = endpoints.search && createQuestionReader(endpoints.search);
  const sinks = SINKS.filter(({ name }) => name !== "opensearch" || endpoints.search);
  return {
    ledgers: () =>
      Promise.all(
        sinks.map(async ({ name }) => ({ sink: name, sums: await ledgerSums(cloudWatch, name, from) })),
      ),
    storedObjects: createStoredObjectsReader(s3, endpoints.aws.accountId),
    queues: () => queuedMessages(sqs, ENVIRONMENT),
    alarms: () => readAlarms(cloudWatch),
    notifications: async () => {
      const response = await fetch(`${endpoints.notifications.url}/notifications`);
      return (await response.json()) as readonly Notification[];
    },
    questions: questions && (() => questions.askAll()),
    lines: lines && ((query) => lines.find(query)),
    async close() {
      for (const client of [cloudWatch, s3, sqs]) client.destroy();
      await questions?.close();
      await lines?.close();
    },
  };
}
