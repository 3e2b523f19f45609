import type { SinkName } from "../../../catalog";
import { createRedactorProvider } from "../../../lambda/delivery/redactor-provider";
import { createSinkProvider, sinkBuilders, withAggregation } from "../../../lambda/delivery/sink-provider";
import type { SinkSettings } from "../../../lambda/delivery/sinks";
import { createHandler as createForwarder } from "../../../lambda/forwarder/handler";
import type { Invocation } from "../../../lambda/forwarder/report";
import { createHandler as createReplay } from "../../../lambda/replay/handler";
import type { Replayed } from "../../../lambda/replay/replay-object";
import { explainingSecrets } from "../../../lambda/shared/explain-secret-errors";
import { type Plan, troublesOf } from "../plan";
import type { Random } from "../random";
import type { Bucket } from "./bucket";
import type { Agenda } from "./event-loop";
import type { Intakes } from "./intakes";
import { createProcess, type Handle, type Process } from "./process";
import { REDACTION_KEY, secretsFor } from "./secrets";
import type { Timeline } from "./timeline";
import { onTheWire, type WireOptions } from "./wire";
import { ENVIRONMENT } from "./written";

export interface FunctionOptions extends WireOptions {
  readonly plan: Plan;
  readonly agenda: Agenda;
  readonly timeline: Timeline;
  readonly random: Random;
  readonly intakes: Intakes;
  readonly bucket: Bucket;
}

/** What a function tells of itself. */
export interface Told {
  readonly reported: (invocation: Invocation) => void;
  readonly replayed: (key: string, replayed: Replayed) => void;
  readonly kept: (key: string, body: Uint8Array) => void;
  readonly sent: (eventIds: readonly string[]) => void;
}

/** A new process of a function of ours, with its very own handler: whatever it remembers dies with it. */
export interface Started {
  readonly process: Process;
  handle(event: unknown): Handle;
}

/** The forwarder of a lane. */
export function startForwarder(
  sinks: readonly SinkName[],
  options: FunctionOptions,
  { reported: report, kept, sent }: Told,
): Started {
  const { plan, agenda, bucket } = options;
  const shared = share(sinks, options, sent);
  const builders = withAggregation(shared.builders, agenda.now);
  const handler = createForwarder({
    environment: ENVIRONMENT,
    sinkProvider: createSinkProvider(builders, agenda.now),
    redactorProvider: shared.redactorProvider,
    store: bucket.storeFor(shared.process, kept),
    clock: shared.clock,
    sampleRates: plan.sampleRates,
    report,
  });
  return { process: shared.process, handle: (event) => (context) => handler(event, context) };
}

/** The replay of a lane. */
export function startReplay(
  sinks: readonly SinkName[],
  options: FunctionOptions,
  hide: (process: Process) => (receiptHandle: string, seconds: number) => Promise<void>,
  { replayed: report, kept, sent }: Told,
): Started {
  const { agenda, bucket } = options;
  const { process, clock, builders, redactorProvider } = share(sinks, options, sent);
  const handler = createReplay({
    sinkProvider: createSinkProvider(builders, agenda.now),
    redactorProvider,
    store: bucket.storeFor(process, kept),
    clock,
    hide: hide(process),
    report,
  });
  return {
    process,
    handle: (event) => (context) => handler(event as Parameters<typeof handler>[0], context),
  };
}

function share(sinks: readonly SinkName[], options: FunctionOptions, sent: Told["sent"]) {
  const { plan, agenda, timeline, random, intakes } = options;
  const process = createProcess(agenda, random);
  const impostors = troublesOf(plan, "sink").filter(
    (trouble) => trouble.does.kind === "is an impostor" && timeline.isWithin(trouble),
  );
  const addressOf = (sink: SinkName) =>
    intakes.addressOf(
      sink,
      impostors.some((trouble) => trouble.sink === sink),
    );
  const settings: Required<SinkSettings> = {
    opensearch: {
      endpoints: [addressOf("opensearch")],
      authentication: { kind: "basic", secretId: "opensearch" },
      bulkSize: plan.itemsPerRequest,
    },
    sentry: { dsnSecretId: "sentry" },
    datadog: { apiKeySecretId: "datadog", intakeUrl: addressOf("datadog") },
  };
  const readSecret = explainingSecrets(secretsFor({ process, plan, timeline, intakes, addressOf }));
  const context = { environment: ENVIRONMENT, readSecret, now: agenda.now };
  const builders = sinkBuilders(settings, context)
    .filter(({ route }) => sinks.includes(route.name))
    .map(onTheWire(process, options, sent));
  const clock = {
    now: agenda.now,
    sleep: (ms: number) => process.sleep(ms),
    random: () => random.fraction(),
  };
  const redactorProvider = createRedactorProvider(() => readSecret(REDACTION_KEY));
  return { process, clock, builders, redactorProvider };
}
