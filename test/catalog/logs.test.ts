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
])("the %s of every log is unique", (_, nameOf) => {
  expect(new Set(logs.map(nameOf)).size).toBe(logs.length);
});

test("every logger writes to one log", () => {
  const loggers = logs.flatMap((log) => log.loggers);

  expect(new Set(loggers).size).toBe(loggers.length);
});

test.each(named)("the file %s matches logrotate's *.log in LOG_DIR", (_, { file }) => {
  expect(file).toMatch(/^[a-z]+\.log$/);
});

test.each(named)("the retention of %s is one that CloudWatch Logs accepts", (_, { retentionDays }) => {
  expect(RETENTION_DAYS).toContain(retentionDays);
});

test.each(named)("every destination of %s is a sink, listed once", (_, { destinations }) => {
  expect(SINK_NAMES).toEqual(expect.arrayContaining([...destinations]));
  expect(new Set(destinations).size).toBe(destinations.length);
});

const auditLogs = named.filter(([, { dataClass }]) => dataClass === "audit");

test("audit and security are audit logs", () => {
  expect(auditLogs.map(([id]) => id)).toEqual(expect.arrayContaining(["audit", "security"]));
});

test.each(auditLogs)(
  "the retention of %s is at least the 90 days of the deployment guide",
  (_, { retentionDays }) => {
    expect(MIN_AUDIT_RETENTION_DAYS).toBe(90);
    expect(retentionDays).toBeGreaterThanOrEqual(MIN_AUDIT_RETENTION_DAYS);
  },
);

test.each(auditLogs)("%s goes to OpenSearch and not to Datadog", (_, { destinations }) => {
  expect(destinations).toContain("opensearch");
  expect(destinations).not.toContain("datadog");
});

test.each(auditLogs)("%s is never sampled", (_, { sampleRate }) => {
  expect(sampleRate).toBeUndefined();
});

test.each(named)("the sampling rate of %s is above 0 and at most 1", (_, { sampleRate = 1 }) => {
  expect(sampleRate).toBeGreaterThan(0);
  expect(sampleRate).toBeLessThanOrEqual(1);
});

test("only operational logs can be sampled", () => {
  const auditLogIds = auditLogs.map(([id]) => id);
  expect(OPERATIONAL_LOG_IDS).toEqual(LOGS.map(({ id }) => id).filter((id) => !auditLogIds.includes(id)));
  // @ts-expect-error an audit log has no sampling rate
  const sampledAuditLog: Log = { ...logById("audit"), dataClass: "audit", sampleRate: 0.5 };
  expect(sampledAuditLog).toHaveProperty("sampleRate");
});

test("the audit log goes to no third party", () => {
  expect(logById("audit").destinations).toEqual(["opensearch"]);
});

test("the performance log does not go to Sentry, because a slow request is no error", () => {
  expect(logById("performance").destinations).not.toContain("sentry");
});

test("an unknown log is rejected with the known logs", () => {
  expect(() => logById("access")).toThrow(
    `unknown log "access", expected one of ${LOGS.map(({ id }) => id).join(", ")}`,
  );
});

test("the retentions are in ascending order, so that the first sufficient one is the shortest", () => {
  expect([...RETENTION_DAYS].sort((a, b) => a - b)).toEqual([...RETENTION_DAYS]);
});
