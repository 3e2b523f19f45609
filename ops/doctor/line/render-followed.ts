import { type SinkName, sinkTitle } from "../../../catalog";
import { OUTCOMES } from "../../../lambda/delivery/ledger";
import { colorsFor, type CommandContext, printableLine } from "../../cli";
import { formatTime } from "../../parking/list-objects";
import type { LedgerSums } from "../../reconcile/ledger-metrics";
import { formatLine } from "../../tail/format-line";
import { createLineReader } from "../../tail/tailed-line";
import type { FoundLine } from "./find-line";
import type { InFiles } from "./host-file";
import type { Arrival } from "./sink-arrival";

interface Asked {
  readonly environment: string;
  readonly text: string;
  readonly since: number;
  readonly inFiles: InFiles;
  /** Log events with the text or id. */
  readonly matches: number;
}

/** A line on its way. */
export type FollowedLine = Asked &
  (
    | { readonly line: undefined }
    | {
        readonly line: FoundLine;
        readonly subscription: { readonly ok: boolean; readonly how: string };
        readonly ledgers: readonly { readonly sink: SinkName; readonly sums: LedgerSums }[];
        readonly arrivals: readonly Arrival[];
      }
  );

/** Where the line stopped, in one sentence; then each hop of its way. */
export function renderFollowed(followed: FollowedLine, context: CommandContext): string {
  const { inFiles, since, environment } = followed;
  if (followed.line === undefined)
    return [
      conclusion(followed),
      "",
      fileHop(inFiles),
      hop("stopped", "log group", `no line with the text since ${formatTime(since)}`),
      `      remedy: ${inFiles.kind === "found" ? `look at the CloudWatch agent: npx logs doctor ${environment} missing-in-opensearch --hosts` : "examine a longer time with --since, or look for it on the hosts"}`,
    ].join("\n");
  const { line, subscription, ledgers, arrivals, matches } = followed;
  const { event, ingestedAt } = line;
  const { record } = createLineReader(context.config)(event.log, {
    ...{ eventId: event.id, timestamp: event.timestamp, message: event.message },
  });
  const others = matches > 1 ? `, the newest of ${matches}` : "";
  return [
    conclusion(followed),
    "",
    `  ${formatLine(record, colorsFor(context.io))}`,
    "",
    fileHop(inFiles),
    hop(
      "passed",
      "log group",
      `${event.origin.logGroup}, log stream ${event.origin.logStream}, received ${formatTime(ingestedAt)}, event ${event.id}${others}`,
    ),
    hop(subscription.ok ? "passed" : "stopped", "subscription", subscription.how),
    ...ledgers.map(({ sink, sums }) =>
      hop(
        sums.received > 0 ? "passed" : "stopped",
        `forwarder, ${sinkTitle(sink)}`,
        `ledger of the next ten minutes: ${formatSums(sums)}`,
      ),
    ),
    ...arrivals.flatMap((arrival) => [
      hop(arrivalResult(arrival), sinkTitle(arrival.sink), printableLine(arrival.how)),
      ...(arrival.remedy === undefined ? [] : [`      remedy: ${arrival.remedy}`]),
    ]),
  ].join("\n");
}

/** `left out`: on purpose, as the configuration says. */
type HopResult = "passed" | "stopped" | "left out" | "unknown";
const SYMBOLS: Readonly<Record<HopResult, string>> = {
  passed: "✔",
  stopped: "✘",
  "left out": "–",
  unknown: "?",
};

function hop(result: HopResult, name: string, how: string): string {
  return `  ${SYMBOLS[result]} ${name}: ${how}`;
}

const fileHop = (inFiles: InFiles) =>
  hop(inFiles.kind === "found" ? "passed" : "unknown", "log file", describeFiles(inFiles));

function arrivalResult({ state, remedy }: Arrival): HopResult {
  if (state === "arrived") return "passed";
  if (state === "unreadable" || state === "in flight") return "unknown";
  return remedy === undefined ? "left out" : "stopped";
}

const LIST = new Intl.ListFormat("en");
const titles = (arrivals: readonly Arrival[]) => LIST.format(arrivals.map(({ sink }) => sinkTitle(sink)));

function describeFiles(inFiles: InFiles): string {
  switch (inFiles.kind) {
    case "found":
      return `${inFiles.file}, line ${inFiles.line}`;
    case "absent":
      return `not in the log files of ${inFiles.folder} on this machine`;
    case "unreachable":
      return `${inFiles.folder} cannot be read on this machine`;
  }
}

function formatSums(sums: LedgerSums): string {
  const parts = OUTCOMES.filter((outcome) => sums[outcome] > 0).map(
    (outcome) => `${sums[outcome]} ${outcome}`,
  );
  return `${sums.received} received${parts.length > 0 ? `: ${parts.join(", ")}` : ""}`;
}

/** One sentence for the first line. */
export function conclusion(followed: FollowedLine): string {
  const { inFiles, since } = followed;
  if (followed.line === undefined)
    return inFiles.kind === "found"
      ? `The line stopped on the host: it is in ${inFiles.file}, and in no log group since ${formatTime(since)}`
      : `No line with this text or id arrived in the log groups since ${formatTime(since)}`;
  const { arrivals, subscription } = followed;
  const stopped = arrivals.filter(({ remedy }) => remedy !== undefined);
  const arrived = arrivals.filter(({ state }) => state === "arrived");
  if (stopped.length > 0 && !subscription.ok && arrived.length === 0)
    return `The line stopped in the log group: ${subscription.how}`;
  const [first] = stopped;
  if (first) return printableLine(`The line stopped before ${titles(stopped)}: ${first.how}`);
  const left = arrivals.filter(({ state }) => state !== "arrived" && state !== "unreadable");
  const unreadable = arrivals.filter(({ state }) => state === "unreadable");
  return [
    arrived.length === 0
      ? unreadable.length > 0
        ? "Whether the line arrived is not known"
        : "The line is at no sink, as it should be"
      : `The line arrived at ${titles(arrived)}`,
    ...left.map(({ sink, how }) => `not at ${sinkTitle(sink)}: ${printableLine(how)}`),
    ...unreadable.map(({ sink, how }) => `${sinkTitle(sink)} ${printableLine(how)}`),
  ].join("; ");
}

export function toData(followed: FollowedLine, ok: boolean) {
  const { environment, inFiles, matches } = followed;
  const common = { environment, ok, conclusion: conclusion(followed), logFile: inFiles, matches };
  if (followed.line === undefined) return { ...common, line: null };
  const { line, subscription, ledgers, arrivals } = followed;
  const { id, log, timestamp, origin } = line.event;
  return {
    ...common,
    line: {
      ...{ id, log, logGroup: origin.logGroup, logStream: origin.logStream },
      timestamp: new Date(timestamp).toISOString(),
      ingestedAt: new Date(line.ingestedAt).toISOString(),
    },
    subscription,
    ledgers,
    sinks: arrivals,
  };
}
