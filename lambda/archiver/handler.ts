import { setTimeout as sleep } from "node:timers/promises";
import { Logger } from "@aws-lambda-powertools/logger";
import { FirehoseClient, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Context } from "aws-lambda";
import { METRICS } from "../../catalog";
import { type RemainingTime, sendingDeadline } from "../delivery/deadline";
import { createMetricsWriter } from "../delivery/metrics";
import { createRedactorProvider } from "../delivery/redactor-provider";
import { explainSecretErrors } from "../shared/explain-secret-errors";
import { withSafeErrors } from "../shared/safe-error";
import { createSecretReader } from "../shared/secret-reader";
import { archive, type ArchiveOptions, type ArchiveReport } from "./archive";
import type { PutRecordBatch } from "./put-records";
import { parseSettings } from "./settings";

export interface HandlerDependencies extends Omit<ArchiveOptions, "deadline"> {
  readonly report: (archived: ArchiveReport) => void;
}

/**
 * Archives the events of one payload of CloudWatch Logs, or of one message of the retry queue. If the invocation fails,
 * Lambda retries it, then sends the event to the retry queue, which invokes the function again until its messages expire.
 */
export function createHandler({ report, ...options }: HandlerDependencies) {
  return async (event: unknown, context: RemainingTime): Promise<void> => {
    const deadline = sendingDeadline(options.clock.now(), context);
    report(await archive(event, { ...options, deadline }));
  };
}

let cachedHandler: ReturnType<typeof createHandler> | undefined;

/** The Lambda function. Reads its settings at the first invocation. */
export const handler = withSafeErrors(async (event: unknown, context: Context) => {
  cachedHandler ??= createHandler(realDependencies());
  await cachedHandler(event, context);
});

function realDependencies(): HandlerDependencies {
  const { environment, redactionKeySecretId, redactionOverrides } = parseSettings(process.env);
  const readSecret = explainSecretErrors(createSecretReader(new SecretsManagerClient()));
  const logger = new Logger({ serviceName: "archiver" });
  const write = createMetricsWriter();
  return {
    environment,
    redactorProvider: createRedactorProvider(() => readSecret(redactionKeySecretId), redactionOverrides),
    putRecordBatch: createPutRecordBatch(new FirehoseClient()),
    clock: { now: Date.now, sleep: (ms) => sleep(ms), random: Math.random },
    report(archived) {
      write({ Environment: environment }, [
        [METRICS.archived, archived.archived],
        [METRICS.redactionFailures, archived.redactionFailures],
        [METRICS.redactionTimeouts, archived.redactionTimeouts],
      ]);
      logger.info(`${archived.archived} events archived`, { ...archived });
    },
  };
}

/** Maximum duration of one request, including the client's own retries, in milliseconds. */
const REQUEST_TIMEOUT_MS = 15_000;

function createPutRecordBatch(client: FirehoseClient): PutRecordBatch {
  return async (stream, records) => {
    const { RequestResponses = [] } = await client.send(
      new PutRecordBatchCommand({
        DeliveryStreamName: stream,
        Records: records.map((Data) => ({ Data })),
      }),
      { abortSignal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) },
    );
    return records.map((_, index) => {
      const response = RequestResponses[index];
      return response?.RecordId === undefined ? (response?.ErrorCode ?? "NoResponse") : undefined;
    });
  };
}
