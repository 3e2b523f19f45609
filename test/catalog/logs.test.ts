import {
  type Log,
  logById,
  logGroupName,
  LOGS,
  MIN_AUDIT_RETENTION_DAYS,
  OPERATIONAL_LOG_IDS,
  RETENTION_DAYS,
  SINK_NAMES,
} from "../../catalog";

const logs: readonly Log[] = LOGS;
const named = logs.map((log): [string, Log] => [log.id, log]);

test.each([
  ["id", (log: Log) => log.id],
  ["file", (log: Log) => log.file],
  ["log group", (log: Log) => logGroupName("production", log.id)],
])("every log has a %s of its own", (_, nameOf) => {
  expect(new Set(logs.map(nameOf)).size).toBe(logs.length);
});

test("every logger writes one log", () => {
  const loggers = logs.flatMap((log) => log.loggers);

  expect(new Set(loggers).size).toBe(loggers.length);
});

test.each(named)("%s is a file in LOG_DIR that logrotate's *.log finds", (_, { file }) => {
  expect(file).toMatch(/^[a-z]+\.log$/);
});

test.each(named)("%s is kept as long as CloudWatch Logs can keep it", (_, { retentionDays }) => {
  expect(RETENTION_DAYS).toContain(retentionDays);
});

test.each(named)("%s goes to sinks there are, and to each once", (_, { destinations }) => {
  expect(SINK_NAMES).toEqual(expect.arrayContaining([...destinations]));
  expect(new Set(destinations).size).toBe(destinations.length);
});

const evidence = named.filter(([, { dataClass }]) => dataClass === "audit");

test("audit and security are evidence", () => {
  expect(evidence.map(([id]) => id)).toEqual(expect.arrayContaining(["audit", "security"]));
});

test.each(evidence)("%s is kept for the 90 days that the guide asks, or longer", (_, { retentionDays }) => {
  expect(MIN_AUDIT_RETENTION_DAYS).toBe(90);
  expect(retentionDays).toBeGreaterThanOrEqual(MIN_AUDIT_RETENTION_DAYS);
});

test.each(evidence)("%s is searchable in full, and not in Datadog", (_, { destinations }) => {
  expect(destinations).toContain("opensearch");
  expect(destinations).not.toContain("datadog");
});

test.each(evidence)("%s is never sampled", (_, { sampleRate }) => {
  expect(sampleRate).toBeUndefined();
});

test.each(named)("of %s, if not all of it, a share above 0 reaches the sinks", (_, { sampleRate = 1 }) => {
  expect(sampleRate).toBeGreaterThan(0);
  expect(sampleRate).toBeLessThanOrEqual(1);
});

test("a share is enough of operational logs alone", () => {
  const evidenceIds = evidence.map(([id]) => id);
  expect(OPERATIONAL_LOG_IDS).toEqual(LOGS.map(({ id }) => id).filter((id) => !evidenceIds.includes(id)));
  // @ts-expect-error evidence has no sampling rate
  const sampledEvidence: Log = { ...logById("audit"), dataClass: "audit", sampleRate: 0.5 };
  expect(sampledEvidence).toHaveProperty("sampleRate");
});

test("audit, which says who did what, goes to no third party at all", () => {
  expect(logById("audit").destinations).toEqual(["opensearch"]);
});

test("performance goes to no issue tracker: a slow request is no error", () => {
  expect(logById("performance").destinations).not.toContain("sentry");
});

test("a log that is not there is refused with those that are", () => {
  expect(() => logById("access")).toThrow(
    `no log is called access; the catalogue has ${LOGS.map(({ id }) => id).join(", ")}`,
  );
});

test("retentions rise, so that the first that is long enough is the shortest", () => {
  expect([...RETENTION_DAYS].sort((a, b) => a - b)).toEqual([...RETENTION_DAYS]);
});
