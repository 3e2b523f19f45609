import type { DeadLetter } from "../../../ops/parking/dead-letter-list";
import type { ListedObject } from "../../../ops/parking/list-objects";
import {
  isSelected,
  renderPlan,
  type ReplayPlan,
  sourcesOf,
  withoutCopies,
} from "../../../ops/parking/replay-plan";

const NOTHING: ReplayPlan = { quarantined: [], undecodable: [], deadLetters: [], parked: [] };

const objectOf = (sink: ListedObject["sink"], events: number): ListedObject => ({
  ...{ key: "made-up", sink, storedAt: 0, events, reasons: [] },
});
const letterOf = (letter: Partial<DeadLetter>): DeadLetter => ({
  ...{ place: "on-failure queue", sinks: [], at: 0, events: 0, reason: "made up", ...letter },
});

test("the plan states how many events Datadog may receive twice, over all sources", () => {
  const plan = renderPlan({
    ...NOTHING,
    quarantined: [objectOf("datadog", 2), objectOf("opensearch", 5)],
    deadLetters: [letterOf({ sinks: ["opensearch", "datadog"], events: 10 })],
  });
  expect(plan).toContain("2 quarantined objects (7 events)");
  expect(plan).toContain("1 dead letter (10 events)");
  expect(plan).toContain("Datadog: stores a second copy: at most 12");
  expect(plan).toContain("OpenSearch: refuses a second copy by its id");
  expect(plan).not.toContain("Sentry");
});

test.each([
  [{}, ["quarantine", "dead-letters"]],
  [{ from: ["parked"] as const }, ["parked"]],
  [{ key: "quarantine/sentry/rejected/x" }, ["quarantine"]],
  [{ key: "parked/sentry/" }, ["parked"]],
  [{ key: "aws/lambda/x" }, ["dead-letters"]],
])("%j replays from %j", (options, sources) => {
  expect(sourcesOf(options)).toEqual(sources);
});

test("a key outside the prefixes of the bucket is refused with those that it may have", () => {
  expect(() => sourcesOf({ key: "remainder/x" })).toThrow(
    /--key is "remainder\/x", expected .* quarantine\/, parked\/ or aws\/lambda\//,
  );
});

test.each([
  ["of this sink alone", letterOf({ sinks: ["sentry"] }), { sink: "sentry" as const }, true],
  ["of several sinks", letterOf({ sinks: ["sentry", "datadog"] }), { sink: "sentry" as const }, false],
  ["without a key, for a key", letterOf({ sinks: ["sentry"] }), { key: "aws/lambda/" }, false],
  ["under the key", letterOf({ key: "aws/lambda/x" }), { key: "aws/lambda/" }, true],
])("a dead letter %s is selected: %#", (_, letter, options, expected) => {
  expect(isSelected(letter, options)).toBe(expected);
});

test("an object that an interrupted replay has copied, but not deleted, is put back once", () => {
  const [original, copy, alone] = ["rejected/a", "replaying/a", "replaying/b"].map((name) => ({
    ...objectOf("datadog", 1),
    key: `quarantine/datadog/${name}`,
  }));
  if (!original || !copy || !alone) throw new Error("three objects are expected");
  expect(withoutCopies([original, copy, alone])).toEqual([original, alone]);
});
