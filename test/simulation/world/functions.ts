import type { SinkName } from "../../../catalog";
import { createRedactorProvider } from "../../../lambda/delivery/redactor-provider";
import { createSinkProvider, sinkBuilders, withAggregation } from "../../../lambda/delivery/sink-provider";
import type { SinkSettings } from "../../../lambda/delivery/sinks";
import { createHandler as createForwarder } from "../../../lambda/forwarder/handler";
import type { InvocationReport } from "../../../lambda/forwarder/report";
import { createHandler as createReplay } from "../../../lambda/replay/handler";
import type { ReplayResult } from "../../../lambda/replay/replay-object";
import { explainSecretErrors } from "../../../lambda/shared/explain-secret-errors";
import { type Plan, faultsOf } from "../plan";
import type { Random } from "../random";
import type { Bucket } from "./bucket";
import type { EventLoop } from "./event-loop";
import {
  createExecutionEnvironment,
  type InvocationHandler,
  type ExecutionEnvironment,
} from "./execution-environment";
import { ENVIRONMENT } from "./generate-payloads";
import type { Intakes } from "./intakes";
import { REDACTION_KEY_SECRET_ID, createSecretReader } from "./secrets-manager";
import { withSimulatedTransport, type TransportOptions } from "./simulated-transport";
import type { Timeline } from "./timeline";

export interface FunctionOptions extends TransportOptions {
  readonly plan: Plan;
  readonly eventLoop: EventLoop;
  readonly timeline: Timeline;
  readonly random: Random;
  readonly intakes: Intakes;
  readonly bucket: Bucket;
}

/** Callbacks by which a function reports what it does. */
export interface FunctionCallbacks {
  readonly onReport: (invocation: InvocationReport) => void;
  readonly onReplayed: (key: string, replayed: ReplayResult) => void;
  readonly onStored: (key: string, body: Uint8Array) => void;
  readonly onSent: (eventIds: readonly string[]) => void;
}

/** A new process of a function, with its own handler: its cached state is lost when it ends. */
export interface FunctionInstance {
  readonly executionEnvironment: ExecutionEnvironment;
  handle(event: unknown): InvocationHandler;
}

/** Starts the forwarder of some sinks. */
export function startForwarder(
  sinks: readonly SinkName[],
  options: FunctionOptions,
  { onReport: report, onStored, onSent }: FunctionCallbacks,
): FunctionInstance {
  const { plan, eventLoop, bucket } = options;
  const { executionEnvironment, clock, builders, redactorProvider } = createSharedParts(
    sinks,
    options,
    onSent,
  );
  const handler = createForwarder({
    environment: ENVIRONMENT,
    sinkProvider: createSinkProvider(withAggregation(builders, eventLoop.now), eventLoop.now),
    redactorProvider,
    store: bucket.storeFor(executionEnvironment, onStored),
    clock,
    sampleRates: plan.sampleRates,
    pieceLimits: {
      maxEvents: plan.eventsPerPiece,
      maxCharacters: Infinity,
      maxSizeInDelivery: plan.piecesOverlap ? Infinity : 1,
    },
    report,
  });
  return { executionEnvironment, handle: (event) => (context) => handler(event, context) };
}

/** Starts the replay of some sinks. */
export function startReplay(
  sinks: readonly SinkName[],
  options: FunctionOptions,
  extendVisibility: (
    executionEnvironment: ExecutionEnvironment,
  ) => (receiptHandle: string, seconds: number) => Promise<void>,
  { onReplayed: report, onStored, onSent }: FunctionCallbacks,
): FunctionInstance {
  const { eventLoop, bucket } = options;
  const { executionEnvironment, clock, builders, redactorProvider } = createSharedParts(
    sinks,
    options,
    onSent,
  );
  const handler = createReplay({
    sinkProvider: createSinkProvider(builders, eventLoop.now),
    redactorProvider,
    store: bucket.storeFor(executionEnvironment, onStored),
    clock,
    extendVisibilityTimeout: extendVisibility(executionEnvironment),
    report,
  });
  return {
    executionEnvironment,
    handle: (event) => (context) => handler(event as Parameters<typeof handler>[0], context),
  };
}

function createSharedParts(
  sinks: readonly SinkName[],
  options: FunctionOptions,
  onSent: FunctionCallbacks["onSent"],
) {
  const { plan, eventLoop, timeline, random, intakes } = options;
  const executionEnvironment = createExecutionEnvironment(eventLoop, random);
  const certificateFaults = faultsOf(plan, "sink").filter(
    (fault) => fault.mode.kind === "untrusted-certificate" && timeline.isActive(fault),
  );
  const urlOf = (sink: SinkName) =>
    intakes.urlOf(
      sink,
      certificateFaults.some((fault) => fault.sink === sink),
    );
  const settings: Required<SinkSettings> = {
    opensearch: {
      endpoints: [urlOf("opensearch")],
      authentication: { kind: "basic", secretId: "opensearch" },
      bulkSize: plan.itemsPerRequest,
    },
    sentry: { dsnSecretId: "sentry", addressPolicy: { allowPrivate: true } },
    datadog: { apiKeySecretId: "datadog", intakeUrl: urlOf("datadog") },
  };
  const readSecret = explainSecretErrors(
    createSecretReader({ executionEnvironment, plan, timeline, intakes, urlOf }),
  );
  const context = { environment: ENVIRONMENT, readSecret, now: eventLoop.now };
  const builders = sinkBuilders(settings, context)
    .filter(({ route }) => sinks.includes(route.name))
    .map(withSimulatedTransport(executionEnvironment, options, onSent));
  const clock = {
    now: eventLoop.now,
    sleep: (ms: number) => executionEnvironment.sleep(ms),
    random: () => random.fraction(),
  };
  const redactorProvider = createRedactorProvider(() => readSecret(REDACTION_KEY_SECRET_ID), undefined, {
    budget: plan.redactionBudget,
    now: eventLoop.now,
  });
  return { executionEnvironment, clock, builders, redactorProvider };
}
