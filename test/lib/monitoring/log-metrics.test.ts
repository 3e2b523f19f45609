import {
  isErrorLevel,
  LEVEL_NAMES,
  LEVELS,
  LOG_METRICS,
  type LogMetricId,
  MAX_METRIC_FILTERS,
  MAX_PATTERN_CHARACTERS,
  MAX_REGEX_PATTERNS,
  TRACEBACK_START,
} from "../../../catalog";
import { parseRecord } from "../../../lambda/forwarder/parse";
import { generateLines } from "../../../local/traffic/generate-lines";
import { type MetricFilter, metricFilterValues, python } from "../../fixtures/metric-filter";
import { resources, synthesize } from "../../fixtures/stacks";

const FILTERS = resources(synthesize("production"), "AWS::Logs::MetricFilter").map(
  ({ Properties }) => Properties as unknown as MetricFilter & { readonly LogGroupName: unknown },
);
const filtersOf = (id: LogMetricId) =>
  FILTERS.filter(({ MetricTransformations: [first] }) => first?.MetricName === LOG_METRICS[id].name);

test("each pattern of the catalogue is a metric filter", () => {
  expect(FILTERS.map(({ FilterPattern }) => FilterPattern).toSorted()).toEqual(
    Object.values(LOG_METRICS)
      .flatMap(({ patterns }) => patterns)
      .toSorted(),
  );
});

test("no metric has dimensions, and only a count has a default value", () => {
  for (const [id, metric] of Object.entries(LOG_METRICS)) {
    for (const { MetricTransformations } of filtersOf(id as LogMetricId)) {
      const isCount = metric.unit === "Count";
      expect(MetricTransformations).toEqual([
        {
          MetricName: metric.name,
          MetricNamespace: "InventorySync/Logs/production",
          MetricValue: isCount ? "1" : "$.duration_ms",
          Unit: metric.unit,
          ...(isCount && { DefaultValue: 0 }),
        },
      ]);
    }
  }
});

test("the filters are within the limits of CloudWatch Logs", () => {
  const groupOf = ({ LogGroupName }: (typeof FILTERS)[number]) => JSON.stringify(LogGroupName);
  for (const group of new Set(FILTERS.map(groupOf))) {
    const filters = FILTERS.filter((filter) => groupOf(filter) === group);
    expect(filters.length).toBeLessThanOrEqual(MAX_METRIC_FILTERS);
    expect(filters.filter(({ FilterPattern }) => hasRegex(FilterPattern)).length).toBeLessThanOrEqual(
      MAX_REGEX_PATTERNS,
    );
  }
  for (const { FilterPattern } of FILTERS)
    expect(FilterPattern.length).toBeLessThanOrEqual(MAX_PATTERN_CHARACTERS);
});

test.each(FILTERS.map(({ FilterPattern }) => FilterPattern).filter(hasRegex))(
  "the regular expression of %s contains only supported characters",
  (pattern) => {
    const expressions = [...pattern.matchAll(/%([^%]*)%/g)].map(([, expression]) => expression);
    expect(expressions.length).toBeLessThanOrEqual(2);
    for (const expression of expressions) expect(expression).toMatch(/^[\w:#=@/;,^$?[\]{}|\\*+.-]+$/);
  },
);

function hasRegex(pattern: string): boolean {
  return pattern.includes("%");
}

const withPython = python === undefined ? describe.skip : describe;

withPython("with the pattern evaluator of the local platform", () => {
  /** The sum of each metric in each line; metrics whose sum is 0 are left out. */
  function countsIn(lines: readonly string[]): readonly Partial<Record<LogMetricId, number>>[] {
    const ids = Object.keys(LOG_METRICS) as LogMetricId[];
    const filters = ids.flatMap((id) => filtersOf(id).map((filter) => ({ id, filter })));
    const values = metricFilterValues(
      filters.map(({ filter }) => filter),
      lines,
    );
    return lines.map((_, line) => {
      const sums: Partial<Record<LogMetricId, number>> = {};
      for (const [index, { id }] of filters.entries()) {
        const value = values[index]?.[line]?.[0] ?? 0;
        if (value !== 0) sums[id] = (sums[id] ?? 0) + value;
      }
      return sums;
    });
  }

  const record = (fields: object) =>
    JSON.stringify({ "@timestamp": "2026-03-01T09:30:00Z", message: "made up", ...fields });

  const TRACEBACKS = [
    `${TRACEBACK_START}\n  File "a.py", line 1\nValueError: x`,
    ` ${TRACEBACK_START}`,
    `see ${TRACEBACK_START}`,
    TRACEBACK_START.toUpperCase(),
  ];
  const SPELLINGS = [...Object.keys(LEVEL_NAMES), "NOTICE", "ERRORS", "NOERROR", "CRIT", "E", ""].flatMap(
    (name) => [name, name.toLowerCase(), name.slice(0, 1) + name.slice(1).toLowerCase(), ` ${name}\t`],
  );

  test("an error is counted exactly where the parser finds one, in every spelling of every level", () => {
    const lines = [...SPELLINGS.map((level) => record({ level })), ...TRACEBACKS];
    const counts = countsIn(lines);
    const counted = lines.filter((_, index) => counts[index]?.applicationErrors === 1);
    const parsed = lines.filter((line) => isErrorLevel(parseRecord(line, 0).level));
    expect(counted).toEqual(parsed);
    expect(parsed.length).toBeGreaterThanOrEqual(12);
  });

  const PINO = { time: 1_772_359_200_000, pid: 17, hostname: "api", msg: "made up" };

  test("an error is counted where the parser finds one, under other keys and as a number", () => {
    const keys = ["levelname", "severity", "severity_text", "severityText", "lvl"];
    const names = Object.keys(LEVEL_NAMES);
    const lines = [
      ...keys.flatMap((key) =>
        names.flatMap((name) => [{ [key]: name }, { [key]: ` ${name.toLowerCase()} ` }]),
      ),
      ...names.map((level) => ({ log: { level } })),
      ...[1, 2, 3, 4, 7, 8, 10, 20, 30, 39, 40, 50, 60, 100].flatMap((level) => [
        { level },
        { level, ...PINO },
      ]),
    ].map(record);
    const counts = countsIn(lines);
    const counted = lines.filter((_, index) => counts[index]?.applicationErrors === 1);
    expect(counted).toEqual(lines.filter((line) => isErrorLevel(parseRecord(line, 0).level)));
    expect(counts.some(({ applicationErrors = 0 }) => applicationErrors > 1)).toBe(false);
  });

  test("an error is counted exactly where the parser finds one, in the traffic of the local platform", () => {
    const lines = generateLines({ seed: 7, lines: 2_000, now: Date.parse("2026-03-01T10:00:00Z") })
      .filter(({ log }) => log === "application")
      .map(({ text }) => text);
    const parsed = lines.map((line) => (isErrorLevel(parseRecord(line, 0).level) ? 1 : 0));
    expect(countsIn(lines).map(({ applicationErrors = 0 }) => applicationErrors)).toEqual(parsed);
    expect(parsed.filter(Boolean).length).toBeGreaterThan(20);
  });

  test.each<[string, number, string]>([
    [
      "a traceback in plain text",
      1,
      'Traceback (most recent call last):\n  File "a.py", line 1\nValueError: x',
    ],
    ["a record with a traceback", 0, record({ level: "INFO", exc: "Traceback (most recent call last):" })],
    ["text about a traceback", 0, "see Traceback (most recent call last): in the manual"],
    ["plain text that mentions an error", 0, "ERROR in a headline"],
    ["a truncated record", 0, '{"level": "ERROR", "message": "cut sho'],
    ["a level that is a number", 1, '{"level": 50}'],
    ["a level in an inner object", 1, '{"log": {"level": "ERROR"}}'],
    ["two keys of one level", 1, record({ levelname: "ERROR", severity: "ERROR" })],
    ["keys of two filters", 1, record({ severity: "CRITICAL", lvl: "error", log: { level: "error" } })],
    ["a level of another key beside an INFO", 0, record({ level: "INFO", severity: "ERROR" })],
    ["a game's level", 0, record({ level: 8 })],
  ])("%s counts as %d errors", (_, errors, line) => {
    expect(countsIn([line])).toEqual([errors === 0 ? {} : { applicationErrors: errors }]);
  });

  const request = { path: "/v1/stock/{sku}", status: 200, duration_ms: 12.5 };
  test.each<[string, object, Partial<Record<LogMetricId, number>>]>([
    ["an answered request", request, { requests: 1, requestDuration: 12.5 }],
    ["a client error", { ...request, status: 404 }, { requests: 1, requestDuration: 12.5 }],
    [
      "a server error",
      { ...request, status: 500 },
      { requests: 1, failedRequests: 1, requestDuration: 12.5 },
    ],
    ["the slowest good request", { ...request, duration_ms: 1_000 }, { requests: 1, requestDuration: 1_000 }],
    [
      "a slow request",
      { ...request, duration_ms: 1_000.5 },
      { requests: 1, slowRequests: 1, requestDuration: 1_000.5 },
    ],
    ["a line without a route", { status: 500, duration_ms: 1 }, {}],
    ["a line without a status", { path: "/v1/stock/{sku}", duration_ms: 5_000 }, {}],
    ["a line without a duration", { path: "/v1/stock/{sku}", status: 500 }, {}],
    ["a status as text", { ...request, status: "500" }, {}],
    ["a denied sign-in", { event: "signin.failed" }, { failedSignIns: 1 }],
    ["a sign-in", { event: "signin.succeeded" }, {}],
    ["a processed webhook", { event: "webhook.processed" }, { processedWebhooks: 1 }],
    ["a failed webhook", { event: "webhook.failed" }, { failedWebhooks: 1 }],
    ["an event whose name begins alike", { event: "webhook.failed.again" }, {}],
    ["a cache hit", { event: "cache.hit" }, { cacheHits: 1 }],
    ["a cache miss", { event: "cache.miss" }, { cacheMisses: 1 }],
  ])("%s counts as expected", (_, fields, expected) => {
    expect(countsIn([record({ level: "INFO", ...fields })])).toEqual([expected]);
  });

  test.each(["plain text", '{"path": "/v1", "status": 500, "duration_ms"', "[1, 2]", ""])(
    "the line %j is no request, event or error",
    (line) => {
      expect(countsIn([line])).toEqual([{}]);
    },
  );

  test.each([
    ["AwsSecretKey", 1],
    ["CreditCardNumber", 1],
    ["OpenSSHPrivateKey", 1],
    ["EmailAddress", 0],
  ])("a finding of %s counts %d times as a logged secret", (name, count) => {
    const finding = { auditTimestamp: "2026-03-01T09:30:00Z", dataIdentifiers: [{ name, count: 1 }] };
    expect(countsIn([JSON.stringify(finding)])).toEqual([count === 0 ? {} : { loggedSecrets: count }]);
  });

  test("each level has a spelling that is tested", () => {
    expect(LEVELS.filter((level) => !SPELLINGS.includes(level))).toEqual([]);
  });
});
