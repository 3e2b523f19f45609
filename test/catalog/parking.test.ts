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

test("no prefix contains another, so that an S3 event notification matches one kind of object", () => {
  for (const prefix of prefixes) {
    expect(prefixes.filter((other) => other.startsWith(prefix))).toEqual([prefix]);
  }
});

test("the prefix of undecodable objects is in quarantine, under no sink", () => {
  expect(UNDECODABLE_PREFIX.startsWith(QUARANTINE_PREFIX)).toBe(true);
  expect(SINK_NAMES.map((sink) => `${QUARANTINE_PREFIX}${sink}/`)).not.toContain(UNDECODABLE_PREFIX);
});

test("an object is kept longer than messages can name it in the queue and its dead-letter queue", () => {
  expect(PARKED_RETENTION_DAYS).toBeGreaterThan(2 * MAX_QUEUE_RETENTION_DAYS);
});
