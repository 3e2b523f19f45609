import { type CountedEvents, judgeLedger } from "../../../ops/reconcile/judge-ledger";
import type { LedgerSums } from "../../../ops/reconcile/ledger-metrics";

const SUMS: LedgerSums = { received: 10, delivered: 6, parked: 1, rejected: 1, filtered: 1, sampled: 1 };
const COUNTED: CountedEvents = { offered: 10, found: 6, missing: 0 };

interface Row {
  readonly name: string;
  readonly sums?: Partial<LedgerSums>;
  readonly counted?: Partial<CountedEvents>;
  readonly findings: ReturnType<typeof judgeLedger>;
}

const rows: readonly Row[] = [
  { name: "a ledger that fits contradicts nothing", findings: [] },
  {
    name: "retries, later events and replays add to the ledger, which contradicts nothing",
    ...{ sums: { received: 14, delivered: 10 }, findings: [] },
  },
  {
    name: "an event without an outcome, which Lambda retries, contradicts nothing",
    ...{ sums: { received: 11 }, findings: [] },
  },
  {
    name: "fewer received events than the log groups have prove that some never reached the forwarder",
    sums: { received: 8, delivered: 4 },
    counted: { found: 4, missing: 2 },
    findings: [{ kind: "notReceived", events: 2 }],
  },
  {
    name: "missing events that the ledger does not show are a contradiction",
    ...{ counted: { found: 3, missing: 3 }, findings: [{ kind: "lossNotShown", events: 3 }] },
  },
  {
    name: "missing events for which the forwarder stated no outcome are named as such",
    sums: { delivered: 2 },
    counted: { found: 2, missing: 5 },
    findings: [
      { kind: "notSettled", events: 4 },
      { kind: "lossNotShown", events: 1 },
    ],
  },
  {
    name: "missing events are not those of an invocation that failed for other events",
    sums: { received: 1_000, delivered: 995 },
    counted: { found: 8, missing: 2 },
    findings: [{ kind: "lossNotShown", events: 2 }],
  },
  {
    name: "more events at the sink than delivered ones are a contradiction",
    ...{ counted: { found: 9 }, findings: [{ kind: "notCounted", events: 3 }] },
  },
  {
    name: "more outcomes than received events are a contradiction",
    ...{ sums: { delivered: 8 }, findings: [{ kind: "tooManyOutcomes", events: 2 }] },
  },
];

test.each(rows)("$name", ({ sums, counted, findings }) => {
  expect(judgeLedger({ ...SUMS, ...sums }, { ...COUNTED, ...counted })).toEqual(findings);
});
