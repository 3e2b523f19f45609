import type { Question } from "../../catalog";
import { plainTable } from "../cli/plain-table";

/** The list of the questions, with their parameters and defaults. */
export function renderQuestions(questions: readonly Question[]): string {
  return plainTable(
    ["question", "answers", "logs", "since", "parameters"],
    questions.map(({ id, description, logs, since, parameters }) => [
      id,
      description,
      logs.length > 2 ? `${logs.length} logs` : logs.join(", "),
      since?.replace("now-", "") ?? "all",
      parameters
        .map(({ name, default: value, required }) => `${name}=${required ? "<value>" : value}`)
        .join(" "),
    ]),
    [],
  );
}
