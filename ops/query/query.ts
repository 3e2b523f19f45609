import { type AnswerRow, answerRows, dataStreamNames, type Question, QUESTIONS } from "../../catalog";
import { type CommandContext, type CommandResult, OperatorError } from "../cli";
import { openSearchReader } from "../search";
import type { QueryOptions } from "./query-options";
import { type AskedQuestion, askedQuestion } from "./asked-question";
import { askInsights } from "./insights";
import { renderAnswer } from "./render-answer";
import { renderQuestions } from "./render-questions";
import { searchBodyOf } from "./search-body-of";

/** Asks a question, or lists the questions. */
export async function query(
  context: CommandContext,
  options: QueryOptions,
  id?: string,
): Promise<CommandResult> {
  if (id === undefined) return { data: QUESTIONS.map(questionData), text: renderQuestions(QUESTIONS) };
  const asked = askedQuestion(id, options, Date.now());
  const rows = await ask(context, options, asked);
  const { question } = asked;
  return {
    data: { question: id, rows },
    text:
      rows.length === 0
        ? `no rows: ${question.ifEmpty}`
        : renderAnswer(question, rows, options.format, context.io),
    ok: rows.length > 0,
  };
}

async function ask(
  context: CommandContext,
  { on, tunnel }: QueryOptions,
  asked: AskedQuestion,
): Promise<readonly AnswerRow[]> {
  const { environment, search } = context.config;
  if ((on ?? (search.kind === "none" ? "insights" : "opensearch")) === "insights") {
    if (environment === "local")
      throw new OperatorError(
        "the AWS emulator ignores the text of Logs Insights queries; leave out --on insights",
      );
    return askInsights(context, asked);
  }
  const reader = await openSearchReader(context, tunnel);
  try {
    const { question } = asked;
    const response = await reader.search(dataStreamNames(environment, question.logs), searchBodyOf(asked));
    return answerRows(question.answer, response);
  } finally {
    await reader.close();
  }
}

function questionData({ id, title, description, logs, parameters, ...rest }: Question) {
  return { id, title, description, logs, parameters, ...("since" in rest && { since: rest.since }) };
}
