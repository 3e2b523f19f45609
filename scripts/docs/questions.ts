import {
  type ApplicationEvent,
  EVENTS,
  type Parameter,
  type Question,
  type QuestionId,
  QUESTIONS,
  savedQueryName,
  searchTemplateId,
} from "../../catalog";
import { headingId } from "../../local/page/heading-id";
import { code, table } from "./markdown";

const ENVIRONMENT = "<environment>";
const NO_DEFAULT = "–";
const REQUIRED = "required";

/** Path of a question's picture in the folder `docs`. */
export function pictureOf(question: QuestionId): string {
  return `images/questions/${question}.svg`;
}

/** The questions, with links to their sections. */
export function questionList(): string {
  return table(
    ["question", "name", "asks"],
    QUESTIONS.map(({ id, title, description }: Question & { readonly id: QuestionId }) => [
      `[${title}](#${headingId(title)})`,
      code(id),
      description,
    ]),
  );
}

/** A section for each question. */
export function questionSections(): string {
  return QUESTIONS.map(section).join("\n\n");
}

function section(question: Question & { readonly id: QuestionId }): string {
  const { id, title, description, logs, insights, ifEmpty } = question;
  return `### ${title}

${description}

![${title}](${pictureOf(id)})

- Logs: ${logs.join(", ")}
- Search template: ${code(searchTemplateId(ENVIRONMENT, id))}
- Saved query: ${code(savedQueryName(ENVIRONMENT, title))}${logGroupsOf(question)}
- An answer without rows means: in the time window, ${ifEmpty}.

${table(["parameter", "type", "default", "description"], parameterRows(question))}

\`\`\`text
${insights.query}
\`\`\``;
}

function logGroupsOf({ insights }: Question): string {
  return insights.source === "forwarder"
    ? ". It reads the log group of one forwarder, because a log line does not state what was redacted in it. It counts " +
        "a line again in each retry, and does not count what CloudWatch Logs masked."
    : "";
}

function parameterRows({ parameters, since }: Question): string[][] {
  const row = (parameter: Parameter) => [
    parameter.name,
    parameter.type,
    parameter.required ? REQUIRED : code(String(parameter.default)),
    parameter.description,
  ];
  return [
    ...parameters.map(row),
    [
      "since",
      "time",
      since === undefined ? NO_DEFAULT : code(since),
      since ? "start of the time window" : "start of the time window; without it, all records",
    ],
    ["until", "time", NO_DEFAULT, "end of the time window"],
  ].map(([name = "", ...others]) => [code(name), ...others]);
}

/** The events that questions search for. */
export function eventTable(): string {
  return table(
    ["field", "value", "log", "description", "other fields that questions read"],
    Object.values(EVENTS).map(({ field, name, log, description, fields }: ApplicationEvent) => [
      code(field),
      code(name),
      log,
      description,
      fields.map(code).join(", "),
    ]),
  );
}
