import {
  dashboardQuery,
  insightsValues,
  isErrorLevel,
  LEVELS,
  LOG_METRICS,
  type Question,
  questionById,
} from "../../../catalog";
import { metricFilterValues, python } from "../../fixtures/metric-filter";
import { logEvents } from "../../fixtures/questions/log-events";
import { plainTraceback, spelledLines } from "../../fixtures/questions/spelled-levels";
import { evaluateInsights } from "../../insights";

const NOW = Date.parse("2026-03-01T12:40:00Z");
const HOUR_MS = 3_600_000;
const SPELLED = spelledLines(NOW - 1);
const TRACEBACK = plainTraceback(NOW - 1);
const EVENTS = logEvents("test", [...SPELLED, TRACEBACK]);
const ERRORS = SPELLED.filter(({ level }) => isErrorLevel(level)).map(({ errorType }) => errorType);

/** The error types in the answer of Logs Insights, from the column of this name. */
function typesIn(
  query: string,
  column: "type" | "error_type",
  parameters: Readonly<Record<string, string>> = {},
): readonly unknown[] {
  return evaluateInsights(query, EVENTS, { parameters, from: NOW - HOUR_MS, to: NOW })
    .map((row) => row[column])
    .toSorted();
}

/** Every error type, although the query prints the ten most frequent ones. */
const unlimited = ({ insights }: Question) => insights.query.replace(/\n\| limit \d+$/, "");

(python === undefined ? test.skip : test)(
  "the errors by time of Logs Insights are the lines that the metric counts, in every spelling",
  () => {
    const filters = LOG_METRICS.applicationErrors.patterns.map((FilterPattern) => ({
      FilterPattern,
      MetricTransformations: [{ MetricName: "Errors", MetricNamespace: "Test", MetricValue: "1" }],
    }));
    const values = metricFilterValues(
      filters,
      EVENTS.map(({ message }) => message),
    );
    const isCounted = (index: number) => values.some((messages) => messages[index]?.includes(1));
    const counted = [...SPELLED.map(({ errorType }) => errorType), "none"].filter((_, index) =>
      isCounted(index),
    );

    const trend = questionById("error-trend");
    expect(typesIn(trend.insights.query, "type", insightsValues(trend))).toEqual(counted.toSorted());
    expect(counted).toEqual([...ERRORS, "none"]);
  },
);

test("the widget of the dashboard counts them too", () => {
  expect(typesIn(dashboardQuery(questionById("error-trend")), "type")).toEqual(
    [...ERRORS, "none"].toSorted(),
  );
});

test("an error type is new in every spelling of its level", () => {
  const question = questionById("new-error-types");
  expect(typesIn(question.insights.query, "error_type", insightsValues(question))).toEqual(ERRORS.toSorted());
});

test.each(LEVELS)("the errors by type of level %s are its lines in every spelling", (level) => {
  const question = questionById("error-analysis");
  expect(typesIn(unlimited(question), "error_type", insightsValues(question, { level }))).toEqual(
    SPELLED.filter((line) => line.level === level)
      .map(({ errorType }) => errorType)
      .toSorted(),
  );
});
