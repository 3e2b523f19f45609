import { setTimeout as sleep } from "node:timers/promises";
import { Logger } from "@aws-lambda-powertools/logger";
import type { Context, KinesisStreamBatchResponse } from "aws-lambda";
import { sendingDeadline, type RemainingTime } from "../delivery/deadline";
import { createMetricsWriter } from "../delivery/metrics";
import { createRedactorProvider } from "../delivery/redactor-provider";
import { createSinkProvider, sinkBuilders, withAggregation } from "../delivery/sink-provider";
import { explainSecretErrors } from "../shared/explain-secret-errors";
import { createLazyBucketStore, createLazySecretGetter } from "../shared/lazy-aws-clients";
import { SafeError, withSafeErrors } from "../shared/safe-error";
import { createSignedObjectReader, createSignedSecretReader } from "../shared/signed-reads";
import { createDebugModeReader, DEBUG_MODE_TIMEOUT_MS, type DebugModeReader } from "./debug-mode-reader";
import type { EventPositions } from "./event-positions";
import { forward, type ForwardOptions } from "./forward";
import { writeInvocationMetrics } from "./metrics";
import { failureMessage, type InvocationReport, summarize } from "./report";
import { parseResendRequest, type ResendResponse } from "./resend";
import { createSampler, type SampleRates } from "./sampling";
import { parseSettings } from "./settings";

export interface HandlerDependencies extends Omit<ForwardOptions, "deadline" | "passesSampling"> {
  readonly sampleRates: SampleRates;
  /** @param positions in debug mode: which events the invocation received */
  readonly report: (invocation: InvocationReport, positions?: readonly EventPositions[]) => void;
  /** @default - never in debug mode */
  readonly readDebugMode?: DebugModeReader;
}

/**
 * Delivers the log events of a subscription filter to all sinks, sent by CloudWatch Logs directly or through a Kinesis
 * data stream. Lambda retries unsettled events: the invocation fails, or reports their records as failed (Kinesis). An
 * operator who sends events again to one sink receives their outcomes.
 */
export function createHandler({
  sampleRates,
  report,
  readDebugMode = () => Promise.resolve(undefined),
  ...dependencies
}: HandlerDependencies) {
  const passesSampling = createSampler(sampleRates);
  return async (
    event: unknown,
    context: RemainingTime,
  ): Promise<KinesisStreamBatchResponse | ResendResponse | undefined> => {
    const deadline = sendingDeadline(dependencies.clock.now(), context);
    const [{ invocation, failedRecords, positions }, debugMode] = await Promise.all([
      forward(event, { ...dependencies, passesSampling, deadline }),
      readDebugMode(),
    ]);
    report(invocation, debugMode?.level === "DEBUG" ? positions : undefined);
    if (failedRecords.length > 0)
      return { batchItemFailures: failedRecords.map((itemIdentifier) => ({ itemIdentifier })) };
    const failure = failureMessage(invocation);
    if (failure !== undefined) throw new SafeError(failure);
    return parseResendRequest(event) && resendResponse(invocation);
  };
}

function resendResponse({ ledgers: [ledger], redactionFailures }: InvocationReport): ResendResponse {
  return { ...(ledger && { ledger }), redactionFailures };
}

let cachedHandler: ReturnType<typeof createHandler> | undefined;

/** The Lambda function. Reads its settings at the first invocation. */
export const handler = withSafeErrors(async (event: unknown, context: Context) => {
  cachedHandler ??= createHandler(realDependencies());
  return cachedHandler(event, context);
});

function realDependencies(): HandlerDependencies {
  const settings = parseSettings(process.env);
  const { environment, parkingBucket, redactionKeySecretId, redactionOverrides, sinks, sampleRates } =
    settings;
  const readSecret = explainSecretErrors(createSignedSecretReader(createLazySecretGetter()));
  const logger = new Logger({ serviceName: "forwarder" });
  const writeMetrics = createMetricsWriter();
  const builders = withAggregation(sinkBuilders(sinks, { environment, readSecret, now: Date.now }), Date.now);
  return {
    environment,
    sinkProvider: createSinkProvider(builders, Date.now),
    redactorProvider: createRedactorProvider(() => readSecret(redactionKeySecretId), redactionOverrides),
    store: createLazyBucketStore(parkingBucket),
    clock: { now: Date.now, sleep: (ms) => sleep(ms), random: Math.random },
    sampleRates,
    readDebugMode: createDebugModeReader(
      createSignedObjectReader(
        parkingBucket,
        DEBUG_MODE_TIMEOUT_MS,
        createLazyBucketStore(parkingBucket, DEBUG_MODE_TIMEOUT_MS),
      ),
      Date.now,
    ),
    report(invocation, positions) {
      writeInvocationMetrics(writeMetrics, environment, invocation);
      logger[failureMessage(invocation) === undefined ? "info" : "error"](summarize(invocation), {
        ...invocation,
      });
      logger.setLogLevel(positions ? "DEBUG" : "INFO");
      if (positions) logger.debug("debug mode: the received events by log stream", { positions });
    },
  };
}
