import { PARKED_PREFIX, SINK_NAMES, type SinkName } from "../../../catalog";
import { type Plan, faultsOf, type OneTimeFault } from "../plan";
import { randomStream } from "../random";
import { createAsynchronousInvocation } from "./asynchronous-invocation";
import { type Bucket, createBucket } from "./bucket";
import { createDeliveryPipeline, type DeliveryPipeline } from "./delivery-pipeline";
import { createEventLoop } from "./event-loop";
import type { FunctionOptions } from "./functions";
import { type GeneratedPayload, generatePayloads } from "./generate-payloads";
import { type UntrustedServer, type Intakes, startIntakes } from "./intakes";
import { createKinesisEventSource } from "./kinesis-event-source";
import type { LambdaService } from "./lambda-service";
import { createReplayQueue, type ReplayQueue } from "./replay-queue";
import { START_TIME, createTimeline, FAULTS_END_SECONDS } from "./timeline";
import { createTrace, type EndedInvocation, type Trace } from "./trace";

/** The state of one run of a plan, for the invariants to check. */
export interface World {
  readonly plan: Plan;
  readonly payloads: readonly GeneratedPayload[];
  readonly intakes: Intakes;
  readonly bucket: Bucket;
  readonly queue: ReplayQueue;
  readonly lambdaService: LambdaService;
  readonly trace: Trace;
  /** Payloads that CloudWatch Logs has delivered so far. */
  readonly submitted: ReadonlySet<GeneratedPayload>;
  /** Payloads that were redriven. */
  readonly redriven: () => number;
}

/** Separates the random stream of the simulation from that of drawing the plan. */
const WORLD_RANDOM_STREAM = 1;

/**
 * Runs a plan: first traffic and faults, then a period without faults in which every event must reach its sinks.
 * `onInvocation` is called after each invocation, `onEnd` when the event loop is empty.
 */
export async function runSimulation(
  plan: Plan,
  untrustedServer: UntrustedServer,
  onInvocation: (world: World, invocation: EndedInvocation) => void,
  onEnd: (world: World) => void,
): Promise<void> {
  const eventLoop = createEventLoop(START_TIME);
  const timeline = createTimeline(eventLoop);
  const random = randomStream(plan.seed, plan.number, WORLD_RANDOM_STREAM);
  const intakes = await startIntakes(eventLoop.now, untrustedServer);
  try {
    const notify = (key: string) => {
      queue.notify(key);
    };
    const bucket = createBucket({ plan, timeline, random, notify });
    const trace = createTrace((invocation) => {
      onInvocation(world, invocation);
    });
    const onRateLimitViolation = (sink: SinkName) => {
      trace.recordRateLimitViolation(sink);
    };
    const options: FunctionOptions = {
      plan,
      eventLoop,
      timeline,
      random,
      intakes,
      bucket,
      onRateLimitViolation,
      onJudged: trace.recordJudged,
    };
    const pipelines = sinkGroups(plan).map((sinks) =>
      createDeliveryPipeline(sinks, options, trace, (executionEnvironment) =>
        queue.visibilityExtenderFor(executionEnvironment),
      ),
    );
    const pipelineOf = (sink: SinkName) =>
      pipelines.find(({ sinks }) => sinks.includes(sink)) ?? firstPipeline(pipelines);
    const queue: ReplayQueue = createReplayQueue(plan, eventLoop, timeline, pipelineOf);
    const lambdaService =
      plan.topology === "direct"
        ? createAsynchronousInvocation(firstPipeline(pipelines), eventLoop)
        : createKinesisEventSource(pipelines, plan, eventLoop);
    const submitted = new Set<GeneratedPayload>();
    let redriven = 0;
    const payloads = generatePayloads(plan, START_TIME);
    const world: World = {
      ...{ plan, payloads, intakes, bucket, queue, lambdaService, trace, submitted },
      redriven: () => redriven,
    };

    for (const payload of payloads) {
      timeline.scheduleAt(payload.at, () => {
        submitted.add(payload);
        lambdaService.accept(payload);
      });
    }
    for (const fault of [...faultsOf(plan, "rollover"), ...faultsOf(plan, "foreign-input")]) {
      timeline.scheduleAt(fault.at, () => {
        applyOneTimeFault(fault, { intakes, bucket, queue, pipeline: firstPipeline(pipelines) });
      });
    }
    await eventLoop.run(START_TIME + FAULTS_END_SECONDS * 1_000);
    for (const pipeline of pipelines) pipeline.deploy();
    redriven = lambdaService.redrive();
    await eventLoop.run();
    onEnd(world);
  } finally {
    await intakes.close();
  }
}

function sinkGroups({ topology }: Plan): readonly (readonly SinkName[])[] {
  return topology === "direct" ? [SINK_NAMES] : SINK_NAMES.map((sink) => [sink]);
}

function firstPipeline(pipelines: readonly DeliveryPipeline[]): DeliveryPipeline {
  const [pipeline] = pipelines;
  if (!pipeline) throw new Error("there is no delivery pipeline");
  return pipeline;
}

interface FaultTarget {
  readonly intakes: Intakes;
  readonly bucket: Bucket;
  readonly queue: ReplayQueue;
  readonly pipeline: DeliveryPipeline;
}

function applyOneTimeFault(
  fault: Extract<OneTimeFault, { kind: "rollover" | "foreign-input" }>,
  { intakes, bucket, queue, pipeline }: FaultTarget,
): void {
  switch (fault.kind) {
    case "rollover":
      intakes.rollover(fault.log);
      break;
    case "foreign-input":
      switch (fault.variant) {
        case "object":
          bucket.put(`${PARKED_PREFIX}sentry/${FOREIGN_CONTENT}`, Buffer.from(FOREIGN_CONTENT));
          break;
        case "message":
          queue.send(pipeline, FOREIGN_CONTENT);
          break;
        case "test event":
          queue.send(pipeline, JSON.stringify({ Event: "s3:TestEvent" }));
          break;
      }
  }
}

/** Neither a parked object nor an S3 event notification. */
export const FOREIGN_CONTENT = "put here by hand";
