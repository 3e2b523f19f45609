import { conclusion, type FollowedLine } from "../../../../ops/doctor/line/render-followed";
import type { Arrival } from "../../../../ops/doctor/line/sink-arrival";

const SINCE = Date.parse("2026-03-01T12:00:00Z");

const followedTo = (...arrivals: readonly Arrival[]): FollowedLine => ({
  ...{ environment: "local", text: "made up", since: SINCE, matches: 1, ledgers: [], arrivals },
  inFiles: { kind: "absent", folder: "/var/log/inventorysync" },
  line: {
    ingestedAt: SINCE,
    event: {
      ...{ id: "1", timestamp: SINCE, message: "made up", log: "application" },
      origin: { owner: "000000000000", logGroup: "/inventorysync/local/application", logStream: "made-up" },
    },
  },
  subscription: { ok: true, how: "the filter sends every line" },
});

const ARRIVED: Arrival = { sink: "opensearch", state: "arrived", how: "arrived, with the id 1" };
const SAMPLED: Arrival = { sink: "datadog", state: "sampled", how: "sampled: a rate leaves it out" };
const UNREADABLE: Arrival = { sink: "datadog", state: "unreadable", how: "cannot be read: no key" };
const MISSING: Arrival = { sink: "sentry", state: "missing", how: "at no place", remedy: "send it again" };

test.each<[string, readonly Arrival[], string]>([
  ["arrived", [ARRIVED], "The line arrived at OpenSearch"],
  [
    "was sampled",
    [ARRIVED, SAMPLED],
    "The line arrived at OpenSearch; not at Datadog: sampled: a rate leaves it out",
  ],
  [
    "cannot be looked for",
    [ARRIVED, UNREADABLE],
    "The line arrived at OpenSearch; Datadog cannot be read: no key",
  ],
  [
    "cannot be looked for at all",
    [UNREADABLE],
    "Whether the line arrived is not known; Datadog cannot be read: no key",
  ],
  ["is missing", [ARRIVED, MISSING, UNREADABLE], "The line stopped before Sentry: at no place"],
  [
    "is for no sink",
    [SAMPLED],
    "The line is at no sink, as it should be; not at Datadog: sampled: a rate leaves it out",
  ],
])("if the line %s, the first sentence says so", (_, arrivals, sentence) => {
  expect(conclusion(followedTo(...arrivals))).toBe(sentence);
});

test("a line that is in no log group is named with the start of the time", () => {
  expect(conclusion({ ...followedTo(), line: undefined })).toBe(
    "No line with this text or id arrived in the log groups since 2026-03-01 12:00:00Z",
  );
});
