import type { AccountCounts } from "../../../ops/reconcile/account";
import { isClean, type LogRow, type Reconciliation, toData } from "../../../ops/reconcile/reconciliation";
import { renderReconciliation } from "../../../ops/reconcile/render-reconciliation";
import type { TalliedEvents } from "../../../ops/reconcile/tally";

const WINDOW = { since: Date.parse("2026-03-01T12:00:00Z"), until: Date.parse("2026-03-01T12:59:59.999Z") };
const NO_EVENTS: TalliedEvents = { events: 0, examples: [] };
const SUMS = { received: 10, delivered: 10, parked: 0, rejected: 0, filtered: 0, sampled: 0 };

function row(counts: Partial<AccountCounts> = {}, unexplained: Partial<LogRow["unexplained"]> = {}): LogRow {
  return {
    ...{ log: "application", sink: "opensearch", window: WINDOW },
    counts: {
      ...{ inCloudWatch: 10, filtered: 0, sampled: 0, expected: 10, found: 10, aggregated: 0, parked: 0 },
      ...{ quarantined: 0, deadLettered: 0, missing: 0, doubled: 0, unexpected: 0, unknown: 0, inFlight: 0 },
      ...{ smoke: 0, countedOnly: 0 },
      ...counts,
    },
    unexplained: { missing: NO_EVENTS, unexpected: NO_EVENTS, unknown: NO_EVENTS, ...unexplained },
  };
}

function reconciliation(overrides: Partial<Reconciliation> = {}): Reconciliation {
  const ledger = [{ sink: "opensearch" as const, sums: SUMS, offered: 10, findings: [] }];
  return {
    ...{ environment: "production", window: WINDOW, rows: [row()], unreadable: new Map(), undecodable: 0 },
    expired: [],
    ledger,
    ...overrides,
  };
}

const MISSING: TalliedEvents = {
  events: 3,
  examples: [{ id: "event-1", timestamp: WINDOW.since, logStream: "inventorysync-api/i-0abc" }],
  ...{ first: WINDOW.since, last: WINDOW.since + 5 },
};

test("a clean result says so under its tables", () => {
  const clean = reconciliation();
  expect(isClean(clean)).toBe(true);
  const text = renderReconciliation(clean);
  expect(text).toMatch(/^application +opensearch +10 +0 +0 +10 +10 +0 +0 +0 +0 +0 +0$/m);
  expect(text).toMatch(/^opensearch +10 +10 +0 +0 +0 +0$/m);
  expect(text).toMatch(/\nclean: every difference is explained$/);
});

test("missing events are named, with the command that brings them back", () => {
  const text = renderReconciliation(
    reconciliation({ rows: [row({ found: 7, missing: 3 }, { missing: MISSING })] }),
  );
  expect(text).toContain(
    [
      "UNEXPLAINED: 3 events of the application log: not at OpenSearch, and at no other place",
      "  event-1  2026-03-01T12:00:00.000Z  inventorysync-api/i-0abc",
      "  … and 2 more (--examples)",
      "  bring them back: npx logs resend production --log application --sink opensearch --since 2026-03-01T12:00:00.000Z --until 2026-03-01T12:00:00.005Z",
    ].join("\n"),
  );
  expect(text).toMatch(
    /\nnot clean: 3 unexplained events, 0 contradictions with the ledger, 0 sinks that could not be read$/,
  );
});

test.each<[string, Partial<Reconciliation>, RegExp]>([
  [
    "a missing event",
    { rows: [row({ missing: 1 }, { missing: MISSING })] },
    /^UNEXPLAINED: .* not at OpenSearch/m,
  ],
  [
    "an unexpected event",
    { rows: [row({ unexpected: 1 }, { unexpected: MISSING })] },
    /^UNEXPLAINED: .* although its filter or sampling rate leaves them out/m,
  ],
  [
    "an unknown event",
    {
      rows: [
        row({ unknown: 1 }, { unknown: { events: 1, examples: [{ id: "made-up", logStream: "another" }] } }),
      ],
    },
    /^UNEXPLAINED: 1 event of the application log: at OpenSearch, but not in the log group.*\n {2}made-up {2}another$/m,
  ],
  [
    "a sink that could not be read",
    { unreadable: new Map([["datadog" as const, "Datadog cannot be read: DD_APP_KEY is not set"]]) },
    /^Datadog is not compared. Datadog cannot be read: DD_APP_KEY is not set$/m,
  ],
  ...(["notReceived", "notCounted", "tooManyOutcomes", "notSettled", "lossNotShown"] as const).map(
    (kind): [string, Partial<Reconciliation>, RegExp] => [
      `a ledger with ${kind}`,
      { ledger: [{ sink: "opensearch", sums: SUMS, offered: 12, findings: [{ kind, events: 2 }] }] },
      /^CONTRADICTION: .*\b2\b/m,
    ],
  ),
])("%s is named, and the result is not clean", (_, overrides, expected) => {
  const result = reconciliation(overrides);
  expect(isClean(result)).toBe(false);
  expect(renderReconciliation(result)).toMatch(expected);
  expect(toData(result).clean).toBe(false);
});

test("what is explained is clean, and the commands for it are printed", () => {
  const result = reconciliation({
    rows: [row({ found: 6, parked: 1, quarantined: 2, deadLettered: 1, doubled: 4 })],
  });
  expect(isClean(result)).toBe(true);
  const text = renderReconciliation(result);
  expect(text).toMatch(/^parked: .*npx logs parked production --sink opensearch$/m);
  expect(text).toMatch(/^quarantined: .*npx logs replay production --sink opensearch /m);
  expect(text).toMatch(/^dead-lettered: .*npx logs replay production --from dead-letters /m);
});

test("what was not compared is stated", () => {
  const later = { ...WINDOW, since: WINDOW.since + 60_000 };
  const text = renderReconciliation(
    reconciliation({
      rows: [{ ...row({ inFlight: 2, countedOnly: 5, smoke: 3 }), window: later }],
      ...{ undecodable: 1, ledger: undefined, expired: ["performance"] },
    }),
  );
  expect(text).toContain("2 events of the application log are not counted: they may be on their way");
  expect(text).toContain("3 events of the application log at OpenSearch are of npx logs smoke");
  expect(text).toContain("5 events were compared by number alone");
  expect(text).toContain("the application log is compared from 2026-03-01T12:01:00.000Z");
  expect(text).toContain("the performance log is not compared: its log group no longer has events");
  expect(text).toContain("1 waiting object, line or payload cannot be decoded");
  expect(text).toContain("leave out --log to compare it");
});

test("the JSON document has the counts, the examples with their times, and no log text", () => {
  expect(toData(reconciliation({ rows: [row({ missing: 3 }, { missing: MISSING })] }))).toMatchObject({
    ...{ environment: "production", since: "2026-03-01T12:00:00.000Z", until: "2026-03-01T12:59:59.999Z" },
    logs: [
      {
        ...{ log: "application", sink: "opensearch", counts: { inCloudWatch: 10, missing: 3 } },
        unexplained: {
          missing: {
            ...{ events: 3, first: "2026-03-01T12:00:00.000Z", last: "2026-03-01T12:00:00.005Z" },
            examples: [{ id: "event-1", timestamp: "2026-03-01T12:00:00.000Z" }],
          },
        },
      },
    ],
    ledger: [{ sink: "opensearch", offered: 10 }],
  });
});
