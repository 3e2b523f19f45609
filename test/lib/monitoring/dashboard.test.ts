import {
  alarmName,
  DASHBOARD_FILTERS,
  isOnDashboard,
  LOG_METRICS,
  logMetricNamespace,
  METRIC_NAMESPACE,
  METRICS,
  type Question,
  QUESTIONS,
  SINKS,
} from "../../../catalog";
import { alarmsOf, sinksOf } from "../../../config";
import { readMarkdown } from "../../fixtures/documents/markdown";
import { productionIn } from "../../fixtures/forwarding";
import {
  configWithSinks,
  resources,
  synthesize,
  type Synthesized,
  synthesizeWith,
} from "../../fixtures/stacks";
import type { Json } from "../../fixtures/tamper/event-pattern";
import { resolveIntrinsics } from "../../fixtures/tamper/tamper-rules";

interface Widget {
  readonly type: "alarm" | "log" | "metric";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title: string;
    readonly metrics?: readonly (readonly unknown[])[];
    readonly alarms?: readonly string[];
    readonly query?: string;
    readonly view?: string;
    readonly region?: string;
  };
}

interface Body {
  readonly widgets: readonly Widget[];
  readonly variables: readonly Record<string, unknown>[];
}

const ENVIRONMENTS: readonly (readonly [string, Synthesized])[] = [
  ["production in topology kinesis", productionIn("kinesis")],
  ["production in topology direct", productionIn("direct")],
  ["an environment without domain and sinks", synthesizeWith(configWithSinks("local"))],
];

/**
 * The documented dimensions of the metrics of AWS services on the dashboard. Sources: AWS Lambda Developer Guide, "Types of
 * metrics for Lambda functions"; Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS"; Amazon
 * OpenSearch Service Developer Guide, "Monitoring OpenSearch cluster metrics with Amazon CloudWatch".
 */
const AWS_METRICS: Readonly<
  Record<string, { readonly names: readonly string[]; readonly dimensions: readonly string[] }>
> = {
  "AWS/Lambda": {
    names: ["Errors", "Throttles", "IteratorAge", "AsyncEventAge"],
    dimensions: ["FunctionName"],
  },
  "AWS/SQS": {
    names: ["ApproximateNumberOfMessagesVisible", "ApproximateNumberOfMessagesNotVisible"],
    dimensions: ["QueueName"],
  },
  "AWS/ES": {
    names: [
      "ClusterStatus.red",
      "ClusterStatus.yellow",
      "ClusterIndexWritesBlocked",
      "Nodes",
      "FreeStorageSpace",
      "CPUUtilization",
      "JVMMemoryPressure",
    ],
    dimensions: ["ClientId", "DomainName"],
  },
};

describe.each(ENVIRONMENTS)("the dashboard of %s", (_what, synthesized) => {
  const { widgets, variables } = dashboardOf(synthesized);
  const { config } = synthesized;

  // Source: Amazon CloudWatch API Reference, "Dashboard Body Structure and Syntax".
  test("has at most 500 widgets, within 24 columns and 1,000 rows, which do not overlap", () => {
    expect(widgets.length).toBeLessThanOrEqual(500);
    for (const { x, y, width, height } of widgets) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(1);
      expect(x + width).toBeLessThanOrEqual(24);
      expect(height).toBeLessThanOrEqual(1_000);
    }
    const cells = widgets.flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, i) => `${x + (i % width)},${y + Math.floor(i / width)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });

  test("has no widget without content", () => {
    for (const { type, properties } of widgets) {
      const { metrics, alarms, query } = properties;
      const content = { metric: metrics, alarm: alarms, log: query }[type];
      expect([properties.title, content?.length ?? 0]).toEqual([properties.title, expect.any(Number)]);
      expect(content?.length ?? 0).toBeGreaterThan(0);
    }
  });

  test("shows every alarm of the environment", () => {
    const shown = widgets.flatMap(({ properties }) => properties.alarms ?? []);
    expect(shown.map((arn) => arn.split(":alarm:")[1])).toEqual(
      alarmsOf(config).map(({ id }) => alarmName(config.environment, id)),
    );
  });

  test("shows only metrics that exist, with the dimensions with which they are written", () => {
    const metrics = widgets.flatMap(metricsOf);
    expect(metrics.length).toBeGreaterThan(0);
    for (const metric of metrics)
      expect([metric, isWritten(metric, config.environment)]).toEqual([metric, true]);
  });

  test("has the ledger of each of its sinks, and of no other", () => {
    const titles = widgets
      .map(({ properties }) => properties.title)
      .filter((title) => title.startsWith("Events for"));
    expect(titles).toEqual(
      SINKS.filter(({ name }) => sinksOf(config).includes(name)).map(({ title }) => `Events for ${title}`),
    );
  });

  test("has a widget for each question that it can answer", () => {
    const answered = (QUESTIONS as readonly Question[]).filter(
      (question) =>
        isOnDashboard(question) && (question.insights.source !== "forwarder" || sinksOf(config).length > 0),
    );
    expect(widgets.filter(({ type }) => type === "log").map(({ properties }) => properties.title)).toEqual(
      answered.map(({ title }) => title),
    );
  });

  test("queries log groups that the environment has", () => {
    const groups = resources(synthesized, "AWS::Logs::LogGroup").map(
      ({ Properties }) => Properties?.["LogGroupName"],
    );
    const queried = widgets.flatMap(({ properties: { query = "" } }) =>
      [...query.matchAll(/SOURCE '([^']+)'/g)].map(([, name]) => name),
    );
    expect(queried.length).toBeGreaterThanOrEqual(widgets.filter(({ type }) => type === "log").length);
    for (const name of queried) expect(groups).toContain(name);
  });

  test("has a variable for each filter, whose pattern the queries contain", () => {
    expect(variables).toEqual(
      DASHBOARD_FILTERS.map(({ id, label, all }) => ({
        type: "pattern",
        pattern: all,
        inputType: "input",
        id,
        label,
        defaultValue: all,
        visible: true,
      })),
    );
    for (const { all } of DASHBOARD_FILTERS)
      expect(widgets.some(({ properties: { query = "" } }) => query.includes(all))).toBe(true);
  });
});

test("the first screen fits into 24 columns and 20 rows, above the questions", () => {
  const { widgets } = dashboardOf(productionIn("kinesis"));
  const firstQuestion = Math.min(...widgets.filter(({ type }) => type === "log").map(({ y }) => y));
  expect(firstQuestion).toBeLessThanOrEqual(20);
  for (const { type, y } of widgets) expect(type === "log").toBe(y >= firstQuestion);
});

test("the runbook shows the rows of the first screen as production has them", () => {
  const { widgets } = dashboardOf(productionIn("kinesis"));
  const screen = widgets.filter(({ type }) => type !== "log");
  const titles = [...new Set(screen.map(({ y }) => y))].map((row) =>
    screen.flatMap(({ y, properties }) => (y === row ? [properties.title] : [])).join("; "),
  );
  const rows = readMarkdown("docs/runbook.md").rowsBelow.get("Dashboard") ?? [];
  expect(titles).toHaveLength(4);
  expect(rows.slice(0, 4).map(([, cell]) => cell?.text)).toEqual(
    titles.map((row) => expect.stringContaining(row) as unknown),
  );
});

test("an environment without a domain has no widget of the domain", () => {
  const { widgets } = dashboardOf(synthesizeWith(configWithSinks("staging", "sentry")));
  expect(widgets.filter(({ properties }) => properties.title.startsWith("Search domain"))).toEqual([]);
  expect(
    dashboardOf(synthesize("staging")).widgets.some(({ properties }) =>
      properties.title.startsWith("Search domain"),
    ),
  ).toBe(true);
});

function dashboardOf(synthesized: Synthesized): Body {
  const [dashboard] = resources(synthesized, "AWS::CloudWatch::Dashboard");
  return JSON.parse(resolveIntrinsics(dashboard?.Properties?.["DashboardBody"] as Json) as string) as Body;
}

interface ShownMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Whether something writes the metric: the functions, a metric filter, or a service of AWS. */
function isWritten({ namespace, name, dimensions }: ShownMetric, environment: string): boolean {
  const names = Object.keys(dimensions).sort().join();
  if (namespace === logMetricNamespace(environment))
    return names === "" && Object.values(LOG_METRICS).some((metric) => metric.name === name);
  if (namespace === METRIC_NAMESPACE) {
    const metric = Object.values(METRICS).find((each) => each.name === name);
    return (
      names === [...(metric?.dimensions ?? [])].sort().join() && dimensions["Environment"] === environment
    );
  }
  const service = AWS_METRICS[namespace];
  return service?.names.includes(name) === true && names === service.dimensions.join();
}

/** A metric is a list: namespace, name, then names and values of dimensions, then an object with its appearance. */
function metricsOf({ properties: { metrics = [] } }: Widget): ShownMetric[] {
  return metrics.map((metric) => {
    const [namespace = "", name = "", ...rest] = metric.filter(
      (part): part is string => typeof part === "string",
    );
    const dimensions = Object.fromEntries(
      rest.flatMap((part, index) => (index % 2 === 0 ? [[part, rest[index + 1] ?? ""]] : [])),
    );
    return { namespace, name, dimensions };
  });
}
