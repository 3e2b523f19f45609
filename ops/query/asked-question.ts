import { type ParameterValues, type Question, questionById, QUESTIONS } from "../../catalog";
import { knownName, OperatorError, parseTime } from "../cli";
import type { QueryOptions } from "./query-options";

/** A question with everything that the command line says about it. */
export interface AskedQuestion {
  readonly question: Question;
  /** Milliseconds since the epoch; undefined: the default of the question, which may be all records. */
  readonly since?: number | undefined;
  readonly until: number;
  readonly shop?: string | undefined;
  readonly parameters: ParameterValues;
}

/** @throws OperatorError for a parameter that the question does not have, or a required one without a value */
export function askedQuestion(id: string, options: QueryOptions, now: number): AskedQuestion {
  const question = questionById(
    knownName(
      "question",
      QUESTIONS.map((known) => known.id),
      id,
    ),
  );
  const names = question.parameters.map(({ name }) => name);
  const parameters = options.param ?? {};
  for (const name of Object.keys(parameters))
    if (!names.includes(name))
      throw new OperatorError(
        `${id} has no parameter ${JSON.stringify(name)}, ` +
          (names.length === 0 ? "and no other" : `expected one of ${names.join(", ")}`),
      );
  const missing = question.parameters.find(
    ({ name, required }) => required && parameters[name] === undefined,
  );
  if (missing)
    throw new OperatorError(`${id} needs the ${missing.description}; add -p ${missing.name}=<value>`);
  const since = options.since ?? question.since;
  return {
    question,
    parameters,
    since: since === undefined ? undefined : parseTime("--since", since, now),
    until: options.until === undefined ? now : parseTime("--until", options.until, now),
    shop: options.shop,
  };
}
