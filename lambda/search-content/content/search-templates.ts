import { type Question, QUESTIONS, searchTemplateId } from "../../../catalog";
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

/** The section after a value contains its default: `{{level}}{{^level}}ERROR{{/level}}`. */
function mustache({ id, body, parameters }: Question): string {
  const defaults = new Map(parameters.map((parameter) => [parameter.name, parameter.default]));
  return JSON.stringify(body).replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
    const value = defaults.get(name);
    if (value === undefined)
      throw new Error(`question ${id} uses ${placeholder}, which is not one of its parameters`);
    return `${placeholder}{{^${name}}}${withinString(value)}{{/${name}}}`;
  });
}

/** Placeholders are inside JSON strings. */
function withinString(value: string | number): string {
  return JSON.stringify(String(value)).slice(1, -1);
}
