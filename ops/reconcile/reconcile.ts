import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { type Log, type LogId, logGroupName, type SinkName } from "../../catalog";
import { logsFor, retentionDaysOf, sinksOf } from "../../config";
import type { SampleRates } from "../../lambda/forwarder/sampling";
import { type CommandContext, type CommandResult, OperatorError } from "../cli";
import { createLogEventsReader, type TimeWindow } from "../log-events";
import { createDeliveryClients, findDeliveryResources } from "../parking/delivery-resources";
import { openParkingBucket } from "../parking/parking-bucket";
import { readWaitingEvents, type WaitingEvents } from "../parking/waiting-events";
import { createSinkReader, type SinkReader } from "../sinks";
import { deployedSampleRates } from "./deployed-sample-rates";
import { judgeLedger } from "./judge-ledger";
import { readLedgerSums } from "./ledger-metrics";
import { createDecider } from "./logged-event";
import { OUTSIDE_MS, reconcileLog } from "./reconcile-log";
import type { ReconcileOptions } from "./reconcile-options";
import { type ReconcileWindow, reconcileWindow } from "./reconcile-window";
import { isClean, iso, type LedgerRow, type LogRow, toData } from "./reconciliation";
import { renderReconciliation } from "./render-reconciliation";
import { createSinkCopies } from "./sink-copies";
import { indexWaitingEvents, type WaitingIndex } from "./waiting-index";

/** `logs reconcile`: compares the log groups, event by event, with the sinks, and with the ledger. */
export async function reconcile(context: CommandContext, options: ReconcileOptions): Promise<CommandResult> {
  const { environment } = context.config;
  const now = Date.now();
  const window = reconcileWindow(options, now);
  const scope = scopeOf(context, options);
  const clients = createDeliveryClients(context);
  const resources = await findDeliveryResources(clients, context.config);
  const bucket = openParkingBucket(clients.s3, resources.bucket);
  // Before the sinks: the replay may deliver a parked event meanwhile.
  const waiting = await indexWaitingEvents(
    withProgress(context, readWaitingEvents({ clients, resources, bucket, environment }, scope.sinks)),
    { since: window.since - OUTSIDE_MS, until: window.until + OUTSIDE_MS },
  );
  const { readers, unreadable } = await openReaders(scope.sinks, context, options);
  try {
    const compared = await compareLogs({
      ...{ context, options, now, window, readers, waiting, logs: scope.logs },
      sampleRates: await deployedSampleRates(clients.lambda, resources, scope.sinks),
      owner: resources.pipelines[0]?.forwarderArn.split(":")[4] ?? "",
    });
    for (const [sink, reason] of compared.unreadable) unreadable.set(sink, reason);
    const rows = compared.rows.filter(({ sink }) => !unreadable.has(sink));
    const ledger =
      options.log === undefined
        ? await compareLedger(context, scope.sinks, { rows, offered: compared.offered, since: window.since })
        : undefined;
    const { undecodable } = waiting;
    const { expired } = compared;
    const reconciliation = { environment, window, rows, expired, unreadable, undecodable, ledger };
    return {
      data: toData(reconciliation),
      text: renderReconciliation(reconciliation),
      ok: isClean(reconciliation),
    };
  } finally {
    await Promise.all([...readers.values()].map((reader) => reader.close()));
  }
}

const OBJECTS_PER_PROGRESS = 100;

/** Reports the number of read objects, of which an outage can leave thousands. */
async function* withProgress(
  { io, json }: CommandContext,
  waiting: AsyncIterable<WaitingEvents>,
): AsyncGenerator<WaitingEvents> {
  let objects = 0;
  for await (const each of waiting) {
    objects += 1;
    if (!json && objects % OBJECTS_PER_PROGRESS === 0)
      io.stderr.write(`waiting events: ${objects} objects read\n`);
    yield each;
  }
}

interface Scope {
  readonly sinks: readonly SinkName[];
  readonly logs: readonly Log[];
}

/** @throws OperatorError if the sink does not receive the log */
function scopeOf({ config }: CommandContext, { log, sink }: ReconcileOptions): Scope {
  const configured = sinksOf(config);
  if (sink && !configured.includes(sink))
    throw new OperatorError(
      `the environment ${config.environment} has no sink ${sink}, expected one of ${configured.join(", ")}`,
    );
  const sinks = sink ? [sink] : configured;
  const logs = logsFor(sinks).filter(({ id }) => log === undefined || id === log);
  if (logs.length > 0) return { sinks, logs };
  throw new OperatorError(
    `the ${log ?? ""} log is not sent to ${sinks.join(" or ")}: docs/log-record.md lists the sinks of each log`,
  );
}

/** A sink that cannot be read does not keep the others from being compared. */
async function openReaders(
  sinks: readonly SinkName[],
  context: CommandContext,
  { tunnel }: ReconcileOptions,
): Promise<{
  readonly readers: ReadonlyMap<SinkName, SinkReader>;
  readonly unreadable: Map<SinkName, string>;
}> {
  const readers = new Map<SinkName, SinkReader>();
  const unreadable = new Map<SinkName, string>();
  for (const sink of sinks)
    try {
      readers.set(sink, await createSinkReader(sink, context, { tunnel }));
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      unreadable.set(sink, error.message);
    }
  return { readers, unreadable };
}

interface Comparison {
  readonly context: CommandContext;
  readonly options: ReconcileOptions;
  readonly now: number;
  readonly window: ReconcileWindow;
  readonly logs: readonly Log[];
  readonly readers: ReadonlyMap<SinkName, SinkReader>;
  readonly waiting: WaitingIndex;
  readonly sampleRates: ReadonlyMap<SinkName, SampleRates>;
  /** Account id. */
  readonly owner: string;
}

interface ComparedLogs {
  readonly rows: readonly LogRow[];
  readonly expired: readonly LogId[];
  readonly unreadable: ReadonlyMap<SinkName, string>;
  /** Events of all log groups. */
  readonly offered: number;
}

/** One log after the other: their memory adds up otherwise, and the rate of requests is limited over all of them. */
async function compareLogs(comparison: Comparison): Promise<ComparedLogs> {
  const { context, options, now, window, logs, readers, waiting, sampleRates, owner } = comparison;
  const { config, aws, io, json } = context;
  const { environment, redaction } = config;
  const read = createLogEventsReader(aws);
  const decide = createDecider({ sampleRates, redaction });
  const rows: LogRow[] = [];
  const expired: LogId[] = [];
  const unreadable = new Map<SinkName, string>();
  let offered = 0;
  for (const log of logs) {
    const kept = keptWindow(window, now, retentionDaysOf(config, log));
    if (kept.since > kept.until) {
      expired.push(log.id);
      continue;
    }
    const copies = [...readers].flatMap(([sink, reader]) =>
      log.destinations.includes(sink) ? [[sink, createSinkCopies(reader, log.id, kept, now)] as const] : [],
    );
    const compared = await reconcileLog({
      ...{ environment, window: kept, settledBefore: window.settledBefore, decide, read, waiting },
      group: { owner, name: logGroupName(environment, log.id) },
      copies: new Map(copies),
      maxExamples: options.examples,
      quick: options.quick ?? false,
      onProgress(events, until) {
        if (!json) io.stderr.write(`${log.id}: ${events} events compared, up to ${iso(until)}\n`);
      },
    });
    offered += compared.events;
    for (const [sink, account] of compared.accounts)
      rows.push({ log: log.id, sink, window: kept, ...account });
    for (const [sink, reason] of compared.unreadable) unreadable.set(sink, reason);
  }
  return { rows, expired, unreadable, offered };
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The part of the time window that the log group still has, from a whole minute on. */
function keptWindow({ since, until }: TimeWindow, now: number, retentionDays: number): TimeWindow {
  const oldest = Math.ceil((now - retentionDays * DAY_MS) / MINUTE_MS) * MINUTE_MS;
  return { since: Math.max(since, oldest), until };
}

async function compareLedger(
  { config: { environment }, aws }: CommandContext,
  sinks: readonly SinkName[],
  { rows, offered, since }: Pick<ComparedLogs, "rows" | "offered"> & { readonly since: number },
): Promise<readonly LedgerRow[]> {
  const client = new CloudWatchClient(aws);
  return Promise.all(
    sinks.map(async (sink) => {
      const sums = await readLedgerSums(client, environment, sink, { since, now: Date.now() });
      const ofSink = rows.filter((row) => row.sink === sink);
      const sum = (count: "found" | "missing") =>
        ofSink.reduce((total, { counts }) => total + counts[count], 0);
      const findings = judgeLedger(sums, { offered, found: sum("found"), missing: sum("missing") });
      return { sink, sums, offered, findings };
    }),
  );
}
