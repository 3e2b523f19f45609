import { logById, logGroupName, type SinkName, sinkTitle } from "../../catalog";
import type { Ledger } from "../../lambda/delivery/ledger";
import type { ResendRequest, ResendResponse } from "../../lambda/forwarder/resend";
import { type CommandContext, type CommandResult, confirm, OperatorError, parseTime } from "../cli";
import { createLogEventsReader, type ReadLogEvents, type TimeWindow } from "../log-events";
import {
  createDeliveryClients,
  type DeliveryClients,
  findDeliveryResources,
  pipelineOf,
} from "../parking/delivery-resources";
import { invokeForwarder } from "../parking/invoke-again";
import { openSearchReader } from "../search";
import { compressMessage, type DataMessage, type LogGroup, readLogPages } from "./log-payloads";
import { allMissing, type FindMissing, missingInOpenSearch } from "./missing-events";
import type { ResendOptions } from "./resend-options";
import { type Selection, selectEvents } from "./select-events";

interface Resend {
  readonly context: CommandContext;
  readonly options: ResendOptions;
  readonly clients: DeliveryClients;
  readonly read: ReadLogEvents;
  readonly forwarderArn: string;
  readonly group: LogGroup;
  readonly window: TimeWindow;
  readonly findMissing: FindMissing;
}

/** `logs resend`: sends log events of a log group to one sink again, through the forwarder of that sink. */
export async function resend(context: CommandContext, options: ResendOptions): Promise<CommandResult> {
  const { config } = context;
  const { environment } = config;
  const { log, sink } = options;
  const destinations: readonly SinkName[] = logById(log).destinations;
  if (!destinations.includes(sink))
    throw new OperatorError(
      `the ${log} log is not sent to ${sink}, expected one of ${destinations.join(", ")}: see docs/log-record.md`,
    );
  const window = timeWindow(options, Date.now());
  const clients = createDeliveryClients(context);
  const { forwarderArn } = pipelineOf(await findDeliveryResources(clients, config), sink);
  const reader =
    sink === "opensearch" && !options.all ? await openSearchReader(context, options.tunnel) : undefined;
  try {
    return await planAndSend({
      ...{ context, options, clients, forwarderArn, window, read: createLogEventsReader(context.aws) },
      group: { owner: forwarderArn.split(":")[4] ?? "", name: logGroupName(environment, log) },
      findMissing: reader ? missingInOpenSearch(reader, environment, log) : allMissing,
    });
  } finally {
    await reader?.close();
  }
}

/** @throws OperatorError if the window is empty */
export function timeWindow(
  { since, until }: Pick<ResendOptions, "since" | "until">,
  now: number,
): TimeWindow {
  const window = {
    since: parseTime("--since", since, now),
    until: until === undefined ? now : parseTime("--until", until, now),
  };
  if (window.since >= window.until)
    throw new OperatorError(
      `--since ${new Date(window.since).toISOString()} is not before --until ${new Date(window.until).toISOString()}`,
    );
  return window;
}

async function planAndSend(work: Resend): Promise<CommandResult> {
  const { context, options } = work;
  const planned = await forEachPage(work, () => Promise.resolve());
  const plan = renderPlan(options.sink, planned);
  if (options.dryRun) return { data: { dryRun: true, ...planned }, text: plan };
  if (planned.selected === 0) return { data: planned, text: plan };
  context.io.stderr.write(`${plan}\n`);
  if (!(await confirm(context.io, "Send them?", options)))
    return { data: { ...planned, cancelled: true }, text: "nothing was sent", ok: false };

  const outcomes = { delivered: 0, parked: 0, rejected: 0, sampled: 0 };
  const sent = await forEachPage(work, async (messages, lastTimestamp) => {
    const ledger = await send(work, messages);
    for (const outcome of ["delivered", "parked", "rejected", "sampled"] as const)
      outcomes[outcome] += ledger[outcome];
    const done = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
    if (!context.json)
      context.io.stderr.write(
        `sent: ${done} of ${planned.selected}, up to ${new Date(lastTimestamp).toISOString()} (continue with --since)\n`,
      );
  });
  return {
    data: { ...sent, outcomes },
    text: Object.entries(outcomes)
      .filter(([outcome, count]) => count > 0 || outcome === "delivered")
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(", "),
    ok: outcomes.rejected === 0,
  };
}

/** Reads the window, and passes the selected events of each page on. @returns the counts of all pages */
async function forEachPage(
  { context, options, read, group, window, findMissing }: Resend,
  onPage: (messages: readonly DataMessage[], lastTimestamp: number) => Promise<void>,
): Promise<Selection> {
  const total = { read: 0, filtered: 0, present: 0, selected: 0 };
  for await (const { messages, lastTimestamp } of readLogPages(read, group, window)) {
    const page = await selectEvents(messages, options.sink, context.config.environment, findMissing);
    for (const count of ["read", "filtered", "present", "selected"] as const) total[count] += page[count];
    if (page.selected > 0) await onPage(page.messages, lastTimestamp);
  }
  return total;
}

/** @throws OperatorError if the forwarder does not answer with the outcome of every event */
async function send(
  { clients, forwarderArn, options: { sink } }: Resend,
  messages: readonly DataMessage[],
): Promise<Ledger> {
  const data = messages.map((message) => Buffer.from(compressMessage(message)).toString("base64"));
  const request: ResendRequest = { resend: { sink, data } };
  const { ledger }: Partial<ResendResponse> = await invokeForwarder(clients.lambda, forwarderArn, request);
  const expected = messages.reduce((sum, { logEvents }) => sum + logEvents.length, 0);
  if (ledger?.received !== expected)
    throw new OperatorError(
      `the forwarder received ${ledger?.received ?? "no"} events of ${expected}. Deploy the Forwarding stack: an earlier ` +
        "version does not know this request, and quarantines it.",
    );
  return ledger;
}

function renderPlan(sink: SinkName, { read, filtered, present, selected }: Selection): string {
  return [
    `${read} events in the log group: ${selected} to send to ${sinkTitle(sink)}, ${present} already there, ${filtered} that it does not receive`,
    SECOND_COPY[sink](selected),
  ].join("\n");
}

const SECOND_COPY: Readonly<Record<SinkName, (events: number) => string>> = {
  opensearch: () => "OpenSearch refuses a second copy of an event by its id.",
  sentry: () =>
    "Sentry discards a second copy of an event by its id. Errors that storm aggregation left out become events of their own.",
  datadog: (events) =>
    `Datadog stores a second copy of every event that it has already: at most ${events}. Choose the window to fit the gap.`,
};
