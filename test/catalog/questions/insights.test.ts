import { LOGS, logGroupName, type Question, type QuestionId, QUESTIONS } from "../../../catalog";
import { insightsValues } from "../../../catalog";
import type { AnswerRow, Column } from "../../../catalog";
import { generateLines } from "../../../local/traffic/generate-lines";
import { compareAnswers } from "../../../local/verify/compare-answers";
import { askedLines, EXPECTED_ANSWERS, valuesFor } from "../../../local/verify/expected-answers";
import { forwarderEvents, logEvents } from "../../fixtures/questions/log-events";
import { evaluateInsights, type InsightsEvent, type InsightsRow } from "../../insights";

const ENVIRONMENT = "test";
const HOUR_MS = 3_600_000;
const LINES = 6_000;
/** In the middle of an hour, so that the lines of twenty minutes are in one interval of an hour. */
const NOW = Date.parse("2026-03-01T12:40:00Z");
const SEEDS = [21, 22];

describe.each(SEEDS)("on the lines of seed %d", (seed) => {
  const lines = generateLines({ seed, lines: LINES, now: NOW });
  const asked = askedLines(lines, NOW);
  const events = logEvents(ENVIRONMENT, lines);

  test.each(QUESTIONS.map((question): [QuestionId, Question] => [question.id, question]))(
    "the Logs Insights form of %s has the answer that the written lines have",
    (id, question) => {
      const source =
        question.insights.source === "forwarder"
          ? forwarderEvents(ENVIRONMENT, lines, NOW)
          : eventsOf(question, events);
      const rows = evaluateInsights(question.insights.query, source, {
        parameters: insightsValues(question, valuesFor(id, asked)),
        from: NOW - hoursOf(question) * HOUR_MS,
        to: NOW,
      });

      expect(rows).not.toEqual([]);
      const actual = rows.map((row) => withTimes(question.answer.columns, row));
      expect(compareAnswers(question, EXPECTED_ANSWERS[id](asked), actual)).toEqual([]);
    },
  );
});

function eventsOf({ logs }: Question, events: readonly InsightsEvent[]): readonly InsightsEvent[] {
  const groups = new Set(
    LOGS.filter(({ id }) => logs.includes(id)).map(({ id }) => logGroupName(ENVIRONMENT, id)),
  );
  return events.filter(({ logGroup }) => groups.has(logGroup));
}

/** The hours of the time window; a question about all records has no limit. */
function hoursOf({ since }: Question): number {
  const [, count = "", unit = ""] = /^now-(\d+)([hd])$/.exec(since ?? "now-365d") ?? [];
  return Number(count) * (unit === "d" ? 24 : 1);
}

/** Logs Insights prints a time as `2026-03-01 12:40:00.000`, in UTC. */
function withTimes(columns: readonly Column[], row: InsightsRow): AnswerRow {
  return Object.fromEntries(
    columns.map(({ name, type }) => {
      const value = row[name];
      return [name, type === "time" && typeof value === "string" ? Date.parse(`${value}Z`) : value];
    }),
  );
}
