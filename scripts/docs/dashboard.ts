import { dashboardView, isOnDashboard, type Question, QUESTIONS } from "../../catalog";
import { headingId } from "../../local/page/heading-id";
import { table } from "./markdown";

/** The widgets of questions on the CloudWatch dashboard, two in a row, and how each shows its answer. */
export function dashboardQuestionTable(): string {
  return table(
    ["widget", "view", "answers"],
    (QUESTIONS as readonly Question[])
      .filter(isOnDashboard)
      .map((question) => [
        `[${question.title}](questions.md#${headingId(question.title)})`,
        VIEW_NAMES[dashboardView(question)],
        question.description,
      ]),
  );
}

const VIEW_NAMES = { bar: "bars", timeSeries: "lines", table: "table" } as const;
