import { violatedRule } from "../../../local/intakes/sentry-rules";

const event = {
  event_id: "ab".repeat(16),
  timestamp: 1_767_355_200.5,
  platform: "python",
  level: "error",
  logger: "inventorysync.sync",
  message: "sync failed",
  release: "4f2c9d1",
  environment: "staging",
  tags: { shop: "northlight" },
  fingerprint: ["inventorysync.sync"],
  exception: { values: [{ type: "E", value: "", stacktrace: { frames: [{ filename: "sync.py" }] } }] },
  extra: { a: { b: { c: { d: 1 } } } },
};

test("a valid event violates no rule", () => {
  expect(violatedRule(event)).toBeUndefined();
});

test.each([
  ["an unknown attribute", { logger_name: "x" }],
  ["an id with dashes", { event_id: "123e4567-e89b-12d3-a456-426614174000" }],
  ["a time in milliseconds", { timestamp: 1_767_355_200_500 }],
  ["a level in upper case", { level: "ERROR" }],
  ["half a surrogate pair", { extra: { note: "\ud83d" } }],
  ["half a surrogate pair in a key", { extra: { "\ud83d": 1 } }],
  ["a NUL", { message: "a\0b" }],
  ["a message that is too long", { message: "m".repeat(8_193) }],
  ["a logger that is too long", { logger: "l".repeat(65) }],
  ["a release with a slash", { release: "feature/stock" }],
  ["a release with a name of Sentry's own", { release: "latest" }],
  ["an environment that is too long", { environment: "e".repeat(65) }],
  ["an empty tag", { tags: { shop: "" } }],
  ["a tag of two lines", { tags: { shop: "north\nlight" } }],
  ["a tag that is too long", { tags: { shop: "s".repeat(201) } }],
  ["a key of a tag that is too long", { tags: { ["k".repeat(33)]: "v" } }],
  ["a tag that Sentry derives itself", { tags: { environment: "staging" } }],
  ["a fingerprint of numbers", { fingerprint: [1] }],
  ["no exception in the list", { exception: { values: [] } }],
  ["an exception without a type", { exception: { values: [{ value: "bad" }] } }],
  [
    "an empty list of frames",
    { exception: { values: [{ type: "E", value: "", stacktrace: { frames: [] } }] } },
  ],
  ["an empty frame", { exception: { values: [{ type: "E", value: "", stacktrace: { frames: [{}] } }] } }],
  ["extra that is too deep", { extra: { a: { b: { c: { d: { e: {} } } } } } }],
])("%s violates a rule", (_, change) => {
  expect(violatedRule({ ...event, ...change })).toEqual(expect.any(String));
});
