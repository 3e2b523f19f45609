import { searchBody } from "../../catalog";
import type { AskedQuestion } from "./asked-question";

/** The OpenSearch query of a question. Its time window ends at `until`, and it finds the lines of one shop only. */
export function searchBodyOf({
  question,
  since,
  until,
  shop,
  parameters,
}: AskedQuestion): Record<string, unknown> {
  const body = searchBody(question, {
    ...parameters,
    ...(since !== undefined && { since: new Date(since).toISOString() }),
    until: new Date(until).toISOString(),
  });
  if (shop === undefined) return body;
  return { ...body, query: { bool: { must: [body["query"], { term: { shop } }] } } };
}
