import { isSafe } from "../../../../lambda/redaction/keys/safe-fields";

test.each([
  ["@timestamp", "2026-01-01T00:00:00.000Z"],
  ["@timestamp", "2026-01-01 00:00:00,123456789+0100"],
  ["@timestamp", "2026-01-01t00:00:00-01:00"],
  ["@timestamp", "2026-01-01T00:00:00"],
  ["level", "ERROR"],
  ["status", 500],
  ["value", 1.5],
])("%s with the value %j cannot contain text", (name, value) => {
  expect(isSafe(name, value)).toBe(true);
});

test.each([
  ["message", "ERROR"],
  ["message", 17],
  ["unknown", 17],
  ["level", "made-up"],
  ["status", "500"],
  ["status", undefined],
  ["status", { n: 1 }],
  ["@timestamp", "on 2026-01-01T00:00:00Z"],
  ["@timestamp", "2026-01-01T00:00:00Z made up"],
  ["@timestamp", "2026-01-01"],
  ["@timestamp", "26-01-01T00:00:00Z"],
  ["@timestamp", "2026-01-01x00:00:00Z"],
  ["@timestamp", "2026-01-01T00:00:00.0123456789Z"],
  ["@timestamp", "2026-01-01T00:00:00+1"],
])("%s with the value %j is redacted", (name, value) => {
  expect(isSafe(name, value)).toBe(false);
});
