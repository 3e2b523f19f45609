import type { LogId, SinkName } from "../../catalog";
import type { TimeWindow } from "../log-events";
import { type Account, UNEXPLAINED } from "./account";
import type { LedgerFinding } from "./judge-ledger";
import type { LedgerSums } from "./ledger-metrics";

/** The comparison of one log with one sink. */
export interface LogRow extends Account {
  readonly log: LogId;
  readonly sink: SinkName;
  /** What was compared: less than was asked for if the log group no longer has the first part. */
  readonly window: TimeWindow;
}

export interface LedgerRow {
  readonly sink: SinkName;
  readonly sums: LedgerSums;
  /** Events of the log groups in the time window. */
  readonly offered: number;
  readonly findings: readonly LedgerFinding[];
}

export interface Reconciliation {
  readonly environment: string;
  /** The time window that was asked for. */
  readonly window: TimeWindow;
  /** Of the sinks that could be read. */
  readonly rows: readonly LogRow[];
  /** Logs of which the log group no longer has any event of the time window. */
  readonly expired: readonly LogId[];
  /** Sinks that could not be read, and what is missing for it. */
  readonly unreadable: ReadonlyMap<SinkName, string>;
  /** Objects, lines or payloads in quarantine or among the dead letters whose events are not known. */
  readonly undecodable: number;
  /** @default - not compared, because it counts all logs together */
  readonly ledger?: readonly LedgerRow[] | undefined;
}

/** Whether every sink was read, every difference has an explanation, and the ledger contradicts nothing. */
export function isClean({ rows, unreadable, ledger = [] }: Reconciliation): boolean {
  return (
    unreadable.size === 0 &&
    rows.every(({ counts }) => UNEXPLAINED.every((kind) => counts[kind] === 0)) &&
    ledger.every(({ findings }) => findings.length === 0)
  );
}

/** What `--json` prints. */
export function toData(reconciliation: Reconciliation) {
  const { environment, window, rows, expired, unreadable, undecodable, ledger } = reconciliation;
  return {
    environment,
    ...isoWindow(window),
    clean: isClean(reconciliation),
    logs: rows.map(({ log, sink, counts, unexplained, window: ofRow }) => ({
      ...{ log, sink, ...isoWindow(ofRow), counts },
      unexplained: Object.fromEntries(
        UNEXPLAINED.map((kind) => {
          const { first, last, events, examples } = unexplained[kind];
          const times = {
            ...(first !== undefined && { first: iso(first) }),
            ...(last !== undefined && { last: iso(last) }),
          };
          return [kind, { events, ...times, examples: examples.map(withIsoTime) }];
        }),
      ),
    })),
    expired,
    unreadable: [...unreadable].map(([sink, reason]) => ({ sink, reason })),
    undecodable,
    ledger: ledger ?? null,
  };
}

function withIsoTime({ timestamp, ...example }: Account["unexplained"]["missing"]["examples"][number]) {
  return { ...example, ...(timestamp !== undefined && { timestamp: iso(timestamp) }) };
}

function isoWindow({ since, until }: TimeWindow) {
  return { since: iso(since), until: iso(until) };
}

export function iso(time: number): string {
  return new Date(time).toISOString();
}
