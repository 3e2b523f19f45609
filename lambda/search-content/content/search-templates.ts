import { type Question, QUESTIONS, searchTemplateId } from "../../../catalog";
import type { Document } from "../document";

/** Every question as a search template: asked without parameters, each has its default. */
export function searchTemplates(environment: string): readonly Document[] {
  return QUESTIONS.map((question) => searchTemplate(environment, question));
}

/** @throws Error when the body asks for a parameter that the question does not have */
export function searchTemplate(environment: string, question: Question): Document {
  return {
    path: `/_scripts/${searchTemplateId(environment, question.id)}`,
    body: { script: { lang: "mustache", source: mustache(question) } },
  };
}

/** The section after a value stands in where the value is absent: `{{level}}{{^level}}ERROR{{/level}}`. */
function mustache({ id, body, parameters }: Question): string {
  const defaults = new Map(parameters.map((parameter) => [parameter.name, parameter.default]));
  return JSON.stringify(body).replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
    const value = defaults.get(name);
    if (value === undefined)
      throw new Error(`question ${id} asks for ${placeholder}, which is none of its parameters`);
    return `${placeholder}{{^${name}}}${withinString(value)}{{/${name}}}`;
  });
}

/** Placeholders stand inside JSON strings. */
function withinString(value: string | number): string {
  return JSON.stringify(String(value)).slice(1, -1);
}
