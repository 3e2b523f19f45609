import {
  DASHBOARD_FILTERS,
  type DashboardFilter,
  dashboardQuery,
  dashboardView,
  insightsValues,
  isOnDashboard,
  LOGS,
  logGroupName,
  type Question,
  questionById,
  QUESTIONS,
} from "../../../catalog";
import { generateLines } from "../../../local/traffic/generate-lines";
import { forwarderEvents, logEvents } from "../../fixtures/questions/log-events";
import { evaluateInsights, type InsightsEvent } from "../../insights";

const ENVIRONMENT = "test";
const NOW = Date.parse("2026-03-01T12:40:00Z");
const WINDOW = { from: 0, to: NOW };
const lines = generateLines({ seed: 21, lines: 2_000, now: NOW });
const events = logEvents(ENVIRONMENT, lines);

const ON_DASHBOARD = (QUESTIONS as readonly Question[])
  .filter(isOnDashboard)
  .map((question): [string, Question] => [question.id, question]);
const FILTERS = DASHBOARD_FILTERS.map((filter): [string, DashboardFilter] => [filter.id, filter]);

test.each(ON_DASHBOARD)(
  "the widget of %s answers as the question does, unless a filter is set",
  (_id, question) => {
    const source = sourceOf(question);
    const expected = evaluateInsights(question.insights.query, source, {
      ...WINDOW,
      parameters: insightsValues(question),
    });
    expect(expected).not.toEqual([]);
    expect(evaluateInsights(dashboardQuery(question), source, WINDOW)).toEqual(expected);
  },
);

describe.each(FILTERS)("with a value for the variable %s", (_id, { field, all }) => {
  const values = events.flatMap((event) => valueOf(event, field) ?? []);
  const [value = ""] = values;
  const filtered = ON_DASHBOARD.filter(([, { insights }]) => insights.source !== "forwarder");

  test("the sample lines have several values", () => {
    expect(new Set(values).size).toBeGreaterThan(1);
  });

  test.each(filtered)("the widget of %s answers from the lines with this value only", (_name, question) => {
    const source = sourceOf(question);
    const query = dashboardQuery(question).replaceAll(all, value);
    expect(evaluateInsights(query, source, WINDOW)).toEqual(
      evaluateInsights(
        dashboardQuery(question),
        source.filter((event) => valueOf(event, field) === value),
        WINDOW,
      ),
    );
  });
});

test("a question with a required parameter has no widget", () => {
  expect(QUESTIONS.filter((question: Question) => !isOnDashboard(question)).map(({ id }) => id)).toEqual([
    "request-trace",
  ]);
});

test.each([
  ["error-analysis", "bar"],
  ["authentication-failures", "bar"],
  ["server-error-rate", "table"],
  ["performance-analysis", "table"],
  ["error-trend", "table"],
] as const)("the widget of %s is a %s", (id, view) => {
  expect(dashboardView(questionById(id))).toBe(view);
});

test("numbers grouped by time alone are lines", () => {
  const trend = questionById("error-trend");
  const groups = ["over_time"];
  expect(dashboardView({ ...trend, answer: { ...trend.answer, groups } })).toBe("timeSeries");
});

function sourceOf({ logs, insights }: Question): readonly InsightsEvent[] {
  if (insights.source === "forwarder") return forwarderEvents(ENVIRONMENT, lines, NOW);
  const groups = new Set(
    LOGS.filter(({ id }) => logs.includes(id)).map(({ id }) => logGroupName(ENVIRONMENT, id)),
  );
  return events.filter(({ logGroup }) => groups.has(logGroup));
}

/** The field of a line; undefined for a line without it, or one that is no JSON. */
function valueOf({ message }: InsightsEvent, field: string): string | undefined {
  try {
    const { [field]: value } = JSON.parse(message) as Record<string, unknown>;
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
