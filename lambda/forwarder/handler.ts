import { setTimeout as sleep } from "node:timers/promises";
import { Logger } from "@aws-lambda-powertools/logger";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Context, KinesisStreamBatchResponse } from "aws-lambda";
import { sendingDeadline, type TimeLeft } from "../delivery/deadline";
import { metricsWriter } from "../delivery/metrics";
import { createRedactorProvider } from "../delivery/redactor-provider";
import { createSinkProvider, sinkBuilders, withAggregation } from "../delivery/sink-provider";
import { explainingSecrets } from "../shared/explain-secret-errors";
import { bucketStore } from "../shared/object-store";
import { secretReader } from "../shared/secrets";
import { forward, type ForwardOptions } from "./forward";
import { writeInvocationMetrics } from "./metrics";
import { failureOf, type Invocation, summarize } from "./report";
import { sampler, type SampleRates } from "./sampling";
import { parseSettings } from "./settings";

export interface HandlerDependencies extends Omit<ForwardOptions, "deadline" | "keeps"> {
  readonly sampleRates: SampleRates;
  readonly report: (invocation: Invocation) => void;
}

/**
 * Takes what a subscription filter hands over to every sink, from CloudWatch Logs itself or through a Kinesis data
 * stream. Events without an outcome stay with Lambda: the invocation fails or, of a Kinesis data stream, their records
 * are retried.
 */
export function createHandler({ sampleRates, report, ...dependencies }: HandlerDependencies) {
  const keeps = sampler(sampleRates);
  return async (event: unknown, context: TimeLeft): Promise<KinesisStreamBatchResponse | undefined> => {
    const deadline = sendingDeadline(dependencies.clock.now(), context);
    const { invocation, failedRecords } = await forward(event, { ...dependencies, keeps, deadline });
    report(invocation);
    if (failedRecords.length > 0)
      return { batchItemFailures: failedRecords.map((itemIdentifier) => ({ itemIdentifier })) };
    const failure = failureOf(invocation);
    if (failure !== undefined) throw new Error(failure);
    return undefined;
  };
}

let forwarder: ReturnType<typeof createHandler> | undefined;

/** The Lambda function. Nothing is read before its first invocation. */
export async function handler(
  event: unknown,
  context: Context,
): Promise<KinesisStreamBatchResponse | undefined> {
  forwarder ??= createHandler(realDependencies());
  return forwarder(event, context);
}

function realDependencies(): HandlerDependencies {
  const settings = parseSettings(process.env);
  const { environment, parkingBucket, redactionKeySecretId, treatments, sinks, sampleRates } = settings;
  const readSecret = explainingSecrets(secretReader(new SecretsManagerClient()));
  const logger = new Logger({ serviceName: "forwarder" });
  const writeMetrics = metricsWriter();
  const builders = withAggregation(sinkBuilders(sinks, { environment, readSecret, now: Date.now }), Date.now);
  return {
    environment,
    sinkProvider: createSinkProvider(builders, Date.now),
    redactorProvider: createRedactorProvider(() => readSecret(redactionKeySecretId), treatments),
    store: bucketStore(new S3Client(), parkingBucket),
    clock: { now: Date.now, sleep: (ms) => sleep(ms), random: Math.random },
    sampleRates,
    report(invocation) {
      writeInvocationMetrics(writeMetrics, environment, invocation);
      logger[failureOf(invocation) === undefined ? "info" : "error"](summarize(invocation), {
        ...invocation,
      });
    },
  };
}
