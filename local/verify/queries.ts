import { answerRows, dataStreamNames, type Question, QUESTIONS, searchTemplateId } from "../../catalog";
import type { TrafficSummary } from "../traffic";
import { compareAnswers, TOLERANCE } from "./compare-answers";
import { askedLines, EXPECTED_ANSWERS, valuesFor } from "./expected-answers";
import type { OpenSearchReader } from "./opensearch";
import type { VerificationReport } from "./report";

const ENVIRONMENT = "local";

/** Asks every question by its search template, and compares the answers with the written lines. */
export async function verifyQueries(
  opensearch: OpenSearchReader,
  { written }: TrafficSummary,
  report: VerificationReport,
): Promise<void> {
  report.section(
    "questions",
    `Questions (counts must be exact, durations within ${100 * TOLERANCE} % of those of the written lines)`,
  );
  const asked = askedLines(written, Date.now());
  for (const question of QUESTIONS) {
    const expected = EXPECTED_ANSWERS[question.id](asked);
    const response = await opensearch.searchTemplate(
      searchTemplateId(ENVIRONMENT, question.id),
      valuesFor(question.id, asked),
      dataStreamNames(ENVIRONMENT, question.logs),
    );
    const actual = answerRows(question.answer, response);
    const differences = compareAnswers(question, expected, actual);
    report.check({
      name: question.id,
      passed: differences.length === 0 && actual.length > 0,
      statement: `${question.id}: ${differences[0] ?? rowsInWords(actual.length)}`,
      figures: { expectedRows: expected.length, rows: actual.length, differences },
    });
  }
  await verifyAbsence(opensearch, report);
}

/** A question about a thing that does not exist has no row, and its text for that case is shown. */
async function verifyAbsence(opensearch: OpenSearchReader, report: VerificationReport): Promise<void> {
  for (const question of QUESTIONS as readonly Question[]) {
    const [parameter] = question.parameters.filter(({ type }) => type === "text");
    if (!parameter) continue;
    const response = await opensearch.searchTemplate(
      searchTemplateId(ENVIRONMENT, question.id),
      { [parameter.name]: "absent" },
      dataStreamNames(ENVIRONMENT, question.logs),
    );
    const rows = answerRows(question.answer, response).length;
    report.check({
      name: `${question.id}-absent`,
      passed: rows === 0,
      statement: `${question.id}, ${parameter.name} "absent": in the time window, ${question.ifEmpty}`,
      figures: { expectedRows: 0, rows },
    });
  }
}

function rowsInWords(count: number): string {
  if (count === 0) return "no row";
  return count === 1 ? "1 row" : `${count} rows`;
}
