import { setTimeout as sleep } from "node:timers/promises";
import { Logger } from "@aws-lambda-powertools/logger";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Context, KinesisStreamBatchResponse } from "aws-lambda";
import { sendingDeadline, type TimeLeft } from "../delivery/deadline";
import { metricsWriter } from "../delivery/metrics";
import { redactorOpener } from "../delivery/redactor-provider";
import { sinkBuilders, withStormFilter } from "../delivery/sink-builders";
import { sinkOpener } from "../delivery/sink-provider";
import type { Sink } from "../delivery/sinks/sink";
import type { Redactor } from "../redaction";
import type { Clock } from "../shared/clock";
import { explainingSecrets } from "../shared/explain-secret-errors";
import { bucketStore, type ObjectStore } from "../shared/object-store";
import { secretReader } from "../shared/secrets";
import { forward } from "./forward";
import { failureOf, type Invocation, summarize } from "./report";
import { sampler, type SampleRates } from "./sampling";
import { parseSettings } from "./settings";

export interface HandlerDependencies {
  /** Name of the environment whose log groups it serves. */
  readonly environment: string;
  readonly openSinks: () => Promise<readonly Sink[]>;
  readonly openRedactor: () => Promise<Redactor>;
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly sampleRates: SampleRates;
  readonly report: (invocation: Invocation) => void;
}

/**
 * Takes what a subscription filter hands over to every sink, from CloudWatch Logs itself or through a Kinesis data
 * stream. What has no outcome in the end is still Lambda's: the invocation fails or, of a Kinesis data stream, its
 * records come back.
 */
export function createHandler({ sampleRates, report, ...dependencies }: HandlerDependencies) {
  const keeps = sampler(sampleRates);
  return async (event: unknown, context: TimeLeft): Promise<KinesisStreamBatchResponse | undefined> => {
    const deadline = sendingDeadline(dependencies.clock.now(), context);
    const { invocation, failed } = await forward(event, { ...dependencies, keeps, deadline });
    report(invocation);
    if (failed.length > 0) return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
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
  const { environment, parkingBucket, redactionKeySecretId, treatments, sampleRates } = settings;
  const readSecret = explainingSecrets(secretReader(new SecretsManagerClient()));
  const logger = new Logger({ serviceName: "forwarder" });
  const metrics = metricsWriter(environment);
  const builders = withStormFilter(sinkBuilders(settings, readSecret, Date.now), Date.now);
  return {
    environment,
    openSinks: sinkOpener(builders, Date.now),
    openRedactor: redactorOpener(() => readSecret(redactionKeySecretId), treatments),
    store: bucketStore(new S3Client(), parkingBucket),
    clock: { now: Date.now, sleep: (ms) => sleep(ms), random: Math.random },
    sampleRates,
    report(invocation) {
      metrics.ledgers(invocation.ledgers);
      metrics.invocation(invocation);
      logger[failureOf(invocation) === undefined ? "info" : "error"](summarize(invocation), {
        ...invocation,
      });
    },
  };
}
