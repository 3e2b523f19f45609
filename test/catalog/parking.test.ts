import {
  LAMBDA_FAILURES_PREFIX,
  PARKED_RETENTION_DAYS,
  PARKED_PREFIX,
  QUARANTINE_PREFIX,
  MAX_QUEUE_RETENTION_DAYS,
  REMAINDER_PREFIX,
  SINK_NAMES,
  UNDECODABLE_PREFIX,
} from "../../catalog";

const prefixes = [PARKED_PREFIX, REMAINDER_PREFIX, QUARANTINE_PREFIX, LAMBDA_FAILURES_PREFIX];

test("no prefix is within another, so that an announcement is of one kind of object", () => {
  for (const prefix of prefixes) {
    expect(prefixes.filter((other) => other.startsWith(prefix))).toEqual([prefix]);
  }
});

test("what nobody could read is in quarantine, and no sink's", () => {
  expect(UNDECODABLE_PREFIX.startsWith(QUARANTINE_PREFIX)).toBe(true);
  expect(SINK_NAMES.map((sink) => `${QUARANTINE_PREFIX}${sink}/`)).not.toContain(UNDECODABLE_PREFIX);
});

test("an object is there for as long as a queue, and then its dead-letter queue, may name it", () => {
  expect(PARKED_RETENTION_DAYS).toBeGreaterThan(2 * MAX_QUEUE_RETENTION_DAYS);
});
