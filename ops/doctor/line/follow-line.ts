import {
  CloudWatchLogsClient,
  DescribeSubscriptionFiltersCommand,
  type SubscriptionFilter,
} from "@aws-sdk/client-cloudwatch-logs";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { logById, logGroupName, LOGS, type SinkName } from "../../../catalog";
import { sinksOf } from "../../../config";
import { parseRecord } from "../../../lambda/forwarder/parse";
import { withoutArchiver } from "../../check/checks/archiver-filter";
import { type CommandContext, type CommandResult, OperatorError } from "../../cli";
import { createLogEventsReader } from "../../log-events";
import { readWaitingEvents } from "../../parking/waiting-events";
import { readLedgerSums } from "../../reconcile/ledger-metrics";
import { createDecider } from "../../reconcile/logged-event";
import { deployedSampleRates } from "../../reconcile/deployed-sample-rates";
import { indexWaitingEvents } from "../../reconcile/waiting-index";
import { createSinkReader, type SinkReader } from "../../sinks";
import type { DoctorOptions } from "../doctor-options";
import { createEvidence } from "../evidence";
import { findLine, type FoundLine } from "./find-line";
import { findInFiles } from "./host-file";
import { renderFollowed, type FollowedLine, toData } from "./render-followed";
import { type Arrival, findArrival } from "./sink-arrival";

export interface AskedLine {
  readonly text: string | undefined;
  readonly since: number;
  readonly now: number;
}

/** A line may take as long to the sinks before it counts as missing. */
const SETTLING_MS = 60_000;

/** `logs doctor <environment> line`: follows one line from the log file to every sink. */
export async function followLine(
  context: CommandContext,
  options: DoctorOptions,
  { text, since, now }: AskedLine,
): Promise<CommandResult> {
  const { config, aws } = context;
  const { environment } = config;
  if (text === undefined || text.trim() === "")
    throw new OperatorError(
      `line needs a text of the line, or its id: npx logs doctor ${environment} line req-4711`,
    );
  const sinks = sinksOf(config);
  const inFiles = findInFiles(options.logDir ?? config.app.logDir, text);
  const evidence = createEvidence(context, { since, now, hostFindings: () => Promise.resolve(undefined) });
  const delivery = await evidence.delivery();
  const owner = delivery.resources.pipelines[0]?.forwarderArn.split(":")[4] ?? "";
  const read = createLogEventsReader(aws);
  const logs = options.log === undefined ? LOGS.map(({ id }) => id) : [options.log];
  const window = { since, until: now };
  const { line, matches } = await findLine(text, { environment, owner, logs, sinks, window, read });
  const followed = { environment, text, since, inFiles, matches };
  if (!line) return result(context, { ...followed, line: undefined });

  const sampleRates = await deployedSampleRates(delivery.clients.lambda, delivery.resources, sinks);
  const decide = createDecider({ sampleRates, redaction: config.redaction });
  const event = decide(line.event, line.ingestedAt > now - SETTLING_MS);
  const { level } = parseRecord(line.event.message, line.event.timestamp);
  // Before the sinks: the replay may deliver a parked event meanwhile.
  const waiting = await indexWaitingEvents(readWaitingEvents({ ...delivery, environment }, sinks), {
    since: event.timestamp,
    until: event.timestamp,
  });
  const group = { owner, name: logGroupName(environment, event.log) };
  const arrivals = await withReaders(context, options, sinks, (sink, reader) =>
    findArrival(sink, {
      ...{ environment, event, level, reader, now, read, decide, group, bucket: delivery.bucket },
      isDestination: logById(event.log).destinations.includes(sink),
      waiting: waiting.find(sink, event),
    }),
  );
  return result(context, {
    ...followed,
    line,
    subscription: subscriptionOf(await subscriptionFilters(context, group.name), line),
    ledgers: await ledgersAround(context, sinks, line.ingestedAt),
    arrivals,
  });
}

function result(context: CommandContext, followed: FollowedLine): CommandResult {
  const ok =
    followed.line !== undefined &&
    followed.arrivals.every(({ state, remedy }) => remedy === undefined && state !== "unreadable");
  return { data: toData(followed, ok), text: renderFollowed(followed, context), ok };
}

async function withReaders(
  context: CommandContext,
  { tunnel }: DoctorOptions,
  sinks: readonly SinkName[],
  find: (sink: SinkName, reader: SinkReader | string) => Promise<Arrival>,
): Promise<readonly Arrival[]> {
  return Promise.all(
    sinks.map(async (sink) => {
      let reader: SinkReader | undefined;
      try {
        reader = await createSinkReader(sink, context, { tunnel });
        return await find(sink, reader);
      } catch (error) {
        if (!(error instanceof OperatorError)) throw error;
        return await find(sink, error.message);
      } finally {
        await reader?.close();
      }
    }),
  );
}

async function subscriptionFilters(
  context: CommandContext,
  logGroupName: string,
): Promise<readonly SubscriptionFilter[]> {
  const client = new CloudWatchLogsClient(context.aws);
  const { subscriptionFilters: filters = [] } = await client.send(
    new DescribeSubscriptionFiltersCommand({ logGroupName }),
  );
  return withoutArchiver(context, filters);
}

/** What the subscription did with the line, as far as the present filters tell. */
function subscriptionOf(
  filters: readonly SubscriptionFilter[],
  { ingestedAt }: FoundLine,
): { readonly ok: boolean; readonly how: string } {
  const [filter] = filters;
  if (!filter)
    return { ok: false, how: "the log group has no subscription filter, so no forwarder receives its lines" };
  const { filterName = "", filterPattern = "", creationTime = 0 } = filter;
  if (filterPattern !== "")
    return { ok: false, how: `the filter ${filterName} has the pattern ${filterPattern}, expected none` };
  return creationTime > ingestedAt
    ? { ok: false, how: `the filter ${filterName} was created after the line, which it does not send` }
    : { ok: true, how: `the filter ${filterName} sends every line` };
}

/** The time in which the forwarder decided on the line: up to the end of its retries. */
const LEDGER_MS = 10 * 60_000;

async function ledgersAround(
  { aws, config: { environment } }: CommandContext,
  sinks: readonly SinkName[],
  ingestedAt: number,
): Promise<NonNullable<Extract<FollowedLine, { readonly ledgers: unknown }>["ledgers"]>> {
  const client = new CloudWatchClient(aws);
  return Promise.all(
    sinks.map(async (sink) => ({
      sink,
      sums: await readLedgerSums(client, environment, sink, {
        since: ingestedAt,
        now: ingestedAt + LEDGER_MS,
      }),
    })),
  );
}
