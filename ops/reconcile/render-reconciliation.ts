import { type SinkName, sinkTitle } from "../../catalog";
import { plainTable } from "../cli/plain-table";
import { type AccountCounts, UNEXPLAINED, type Unexplained } from "./account";
import type { LedgerFinding } from "./judge-ledger";
import { isClean, iso, type LedgerRow, type LogRow, type Reconciliation } from "./reconciliation";
import type { Example } from "./tally";

const COLUMNS: readonly (readonly [title: string, count: (counts: AccountCounts) => number])[] = [
  ["in CloudWatch", ({ inCloudWatch }) => inCloudWatch],
  ["filtered", ({ filtered }) => filtered],
  ["sampled", ({ sampled }) => sampled],
  ["expected", ({ expected }) => expected],
  ["found", ({ found }) => found],
  ["aggregated", ({ aggregated }) => aggregated],
  ["parked", ({ parked }) => parked],
  ["quarantined", ({ quarantined }) => quarantined],
  ["dead-lettered", ({ deadLettered }) => deadLettered],
  ["doubled", ({ doubled }) => doubled],
  ["unexplained", unexplainedCount],
];

/** The result for people: a table, the ledger, then what is unexplained, with the commands that bring events back. */
export function renderReconciliation(reconciliation: Reconciliation): string {
  const { rows, unreadable, window } = reconciliation;
  const sections = [
    [`log events from ${iso(window.since)} to ${iso(window.until)}`],
    rows.length > 0 ? [renderRows(rows)] : [],
    notes(reconciliation),
    ledgerSection(reconciliation),
    rows.flatMap((row) => unexplainedOf(row, reconciliation.environment)),
    explainedElsewhere(reconciliation),
    [...unreadable].map(([sink, reason]) => `${sinkTitle(sink)} is not compared. ${reason}`),
    [verdict(reconciliation)],
  ];
  return sections
    .filter((section) => section.length > 0)
    .map((section) => section.join("\n"))
    .join("\n\n");
}

function renderRows(rows: readonly LogRow[]): string {
  return plainTable(
    ["log", "sink", ...COLUMNS.map(([title]) => title)],
    rows.map(({ log, sink, counts }) => [log, sink, ...COLUMNS.map(([, count]) => String(count(counts)))]),
    [false, false, ...COLUMNS.map(() => true)],
  );
}

function notes({ rows, window, expired, undecodable }: Reconciliation): readonly string[] {
  const inFlight = new Map(rows.map(({ log, counts }) => [log, counts.inFlight]));
  const counted = rows.reduce((sum, { counts }) => sum + counts.countedOnly, 0);
  const shortened = new Map(
    rows.flatMap(({ log, window: { since } }) => (since > window.since ? [[log, since] as const] : [])),
  );
  return [
    ...[...inFlight].flatMap(([log, events]) =>
      events > 0
        ? `${events} events of the ${log} log are not counted: they may be on their way (--settling)`
        : [],
    ),
    ...rows.flatMap(({ log, sink, counts: { smoke } }) =>
      smoke > 0
        ? `${smoke} events of the ${log} log at ${sinkTitle(sink)} are of npx logs smoke, which deletes its log streams`
        : [],
    ),
    ...[...shortened].map(
      ([log, since]) =>
        `the ${log} log is compared from ${iso(since)}: its log group no longer has earlier events`,
    ),
    ...expired.map(
      (log) => `the ${log} log is not compared: its log group no longer has events of this time`,
    ),
    ...(counted > 0
      ? [
          `${counted} events were compared by number alone (--quick): a lost and a doubled event would not be noticed`,
        ]
      : []),
    ...(undecodable > 0
      ? [
          `${plural(undecodable, "waiting object, line or payload", "waiting objects, lines or payloads")} cannot be decoded, and may contain missing events: npx logs quarantine lists them`,
        ]
      : []),
  ];
}

function ledgerSection({ ledger, rows }: Reconciliation): readonly string[] {
  if (!ledger) return ["The ledger counts all logs together; leave out --log to compare it."];
  return [
    plainTable(
      ["ledger", "received", "delivered", "parked", "rejected", "filtered", "sampled"],
      ledger.map(({ sink, sums: { received, delivered, parked, rejected, filtered, sampled } }) => [
        sink,
        ...[received, delivered, parked, rejected, filtered, sampled].map(String),
      ]),
      [false, true, true, true, true, true, true],
    ),
    "The ledger counts from the beginning of the time window until now, and an event again at each attempt.",
    ...ledger.flatMap((row) => row.findings.map((finding) => describeFinding(finding, row, rows))),
  ];
}

function describeFinding(
  { kind, events }: LedgerFinding,
  { sink, sums, offered }: LedgerRow,
  rows: readonly LogRow[],
): string {
  const title = sinkTitle(sink);
  const found = rows.reduce((sum, row) => sum + (row.sink === sink ? row.counts.found : 0), 0);
  switch (kind) {
    case "notReceived":
      return (
        `CONTRADICTION: the forwarder of ${title} received ${sums.received} events, but the log groups have ${offered}. ` +
        `At least ${events} never reached it: see async-events-dropped and kinesis-iterator-age in docs/runbook.md.`
      );
    case "notCounted":
      return (
        `CONTRADICTION: ${title} has ${found} events of the log groups, but the ledger counts ${sums.delivered} as delivered. ` +
        `${events} are not in the ledger: its metrics are incomplete, or another program sends to the sink.`
      );
    case "tooManyOutcomes":
      return `CONTRADICTION: the ledger of ${title} has ${events} more outcomes than received events; report it as a defect of the forwarder.`;
    case "notSettled":
      return (
        `CONTRADICTION: the forwarder of ${title} received all ${offered} events of the log groups, but stated no outcome for ` +
        `${events} that are at no place: its invocations failed before they could park the events. See forwarder-errors and ` +
        "on-failure-queue-not-empty in docs/runbook.md."
      );
    case "lossNotShown":
      return (
        `CONTRADICTION: the ledger of ${title} shows no loss: it counts ${sums.received} received events for ${offered} in the ` +
        `log groups, and ${sums.delivered} as delivered. But ${events} events are at no place. ${title} lost them after it had ` +
        `accepted them${LOSSES_AFTER_ACCEPTANCE[sink]}; or they never reached the forwarder, and retries of others hide it.`
      );
  }
}

const LOSSES_AFTER_ACCEPTANCE: Readonly<Record<SinkName, string>> = {
  opensearch: " (deleted documents, a lost index)",
  sentry: " (inbound filters, spike protection, a quota)",
  datadog: " (an exclusion filter of the index, a daily quota)",
};

const DESCRIPTIONS: Readonly<Record<Unexplained, (events: string, row: LogRow, title: string) => string>> = {
  missing: (events, { log }, title) =>
    `UNEXPLAINED: ${events} of the ${log} log: not at ${title}, and at no other place`,
  unexpected: (events, { log }, title) =>
    `UNEXPLAINED: ${events} of the ${log} log: at ${title}, although its filter or sampling rate leaves them out; if the configuration was changed, choose --since after the deployment`,
  unknown: (events, { log }, title) =>
    `UNEXPLAINED: ${events} of the ${log} log: at ${title}, but not in the log group; the ids are those of ${title}`,
};

function unexplainedOf(row: LogRow, environment: string): readonly string[] {
  return UNEXPLAINED.flatMap((kind) => {
    const { events, examples, first, last } = row.unexplained[kind];
    if (events === 0) return [];
    return [
      DESCRIPTIONS[kind](plural(events, "event"), row, sinkTitle(row.sink)),
      ...examples.map(renderExample),
      ...(events > examples.length ? [`  … and ${events - examples.length} more (--examples)`] : []),
      ...(kind === "missing" && first !== undefined && last !== undefined
        ? [
            `  bring them back: npx logs resend ${environment} --log ${row.log} --sink ${row.sink} --since ${iso(first)} --until ${iso(last)}`,
          ]
        : []),
    ];
  });
}

function renderExample({ id, timestamp, logStream }: Example): string {
  return ["", id, ...(timestamp === undefined ? [] : [iso(timestamp)]), logStream].join("  ");
}

function explainedElsewhere({ rows, environment }: Reconciliation): readonly string[] {
  const sinks = (count: (counts: AccountCounts) => number) => [
    ...new Set(rows.flatMap(({ sink, counts }) => (count(counts) > 0 ? sink : []))),
  ];
  return [
    ...sinks(({ parked }) => parked).map(
      (sink) => `parked: the replay delivers them: npx logs parked ${environment} --sink ${sink}`,
    ),
    ...sinks(({ quarantined }) => quarantined).map(
      (sink) =>
        `quarantined: npx logs quarantine ${environment} --sink ${sink} shows why; npx logs replay ${environment} --sink ${sink} puts them back`,
    ),
    ...(sinks(({ deadLettered }) => deadLettered).length > 0
      ? [
          `dead-lettered: npx logs dead-letters ${environment} shows why; npx logs replay ${environment} --from dead-letters puts them back`,
        ]
      : []),
  ];
}

function verdict(reconciliation: Reconciliation): string {
  if (isClean(reconciliation)) return "clean: every difference is explained";
  const { rows, unreadable, ledger = [] } = reconciliation;
  const unexplained = rows.reduce((sum, { counts }) => sum + unexplainedCount(counts), 0);
  const contradictions = ledger.reduce((sum, { findings }) => sum + findings.length, 0);
  return `not clean: ${[
    plural(unexplained, "unexplained event"),
    plural(contradictions, "contradiction with the ledger", "contradictions with the ledger"),
    plural(unreadable.size, "sink that could not be read", "sinks that could not be read"),
  ].join(", ")}`;
}

function unexplainedCount(counts: AccountCounts): number {
  return UNEXPLAINED.reduce((sum, kind) => sum + counts[kind], 0);
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
