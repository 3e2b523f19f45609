import { bodyWith, type Question, QUESTIONS, searchTemplateId } from "../../../catalog";
import type { Document } from "../document";

/** All questions as search templates. A missing parameter has its default. */
export function searchTemplates(environment: string): readonly Document[] {
  return QUESTIONS.map((question) => searchTemplate(environment, question));
}

/** @throws Error if the body uses a parameter that the question does not define */
export function searchTemplate(environment: string, question: Question): Document {
  return {
    path: `/_scripts/${searchTemplateId(environment, question.id)}`,
    body: { script: { lang: "mustache", source: mustache(question) } },
  };
}

/** A clause that no question contains; its JSON is replaced by the mustache text of the time window. */
const WINDOW = "{{window}}";

/** Without a default of `since`, the query has a time window only if `since` or `until` is given. */
function mustache(question: Question): string {
  const windowed = (range: string) =>
    withDefaults(question, bodyWith(question, WINDOW)).replace(
      JSON.stringify(WINDOW),
      `{"range":{"@timestamp":{${range}}}}`,
    );
  const end = `"lt":"{{until}}"`;
  const optionalEnd = `{{#until}},${end}{{/until}}`;
  if (question.since !== undefined)
    return windowed(`"gte":"${withDefault("since", question.since)}"${optionalEnd}`);
  const all = withDefaults(question, bodyWith(question, undefined));
  return (
    `{{#since}}${windowed(`"gte":"{{since}}"${optionalEnd}`)}{{/since}}` +
    `{{^since}}{{#until}}${windowed(end)}{{/until}}{{^until}}${all}{{/until}}{{/since}}`
  );
}

function withDefaults({ id, parameters }: Question, body: unknown): string {
  const defaults = new Map(parameters.map((parameter) => [parameter.name, parameter.default]));
  return JSON.stringify(body).replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
    if (placeholder === WINDOW) return placeholder;
    const value = defaults.get(name);
    if (value === undefined)
      throw new Error(`question ${id} uses ${placeholder}, which is not one of its parameters`);
    return withDefault(name, value);
  });
}

/** The section after a value contains its default: `{{level}}{{^level}}ERROR{{/level}}`. */
function withDefault(name: string, value: string | number): string {
  return `{{${name}}}{{^${name}}}${withinString(value)}{{/${name}}}`;
}

/** Placeholders are inside JSON strings. */
function withinString(value: string | number): string {
  return JSON.stringify(String(value)).slice(1, -1);
}
