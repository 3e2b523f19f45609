import { isObject, type JsonObject } from "../../lambda/shared/json";

/** A query or a field that this intake does not know. */
export class SentryQueryError extends Error {}

/** Attributes of an event that Sentry makes searchable under the same name. */
const ATTRIBUTES: ReadonlySet<string> = new Set(
  "server_name environment level logger release transaction".split(" "),
);
const TERM = /^(?<key>[\w.]+|tags\[[\w.:-]+\]):(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>[\w./-]+))$/;
/** Outside of quotes, a space separates terms. */
const TERMS = /(?:"(?:[^"\\]|\\.)*"|[^\s"])+/g;

/**
 * Whether an event matches a query: terms of attributes and of explicit tags, all of which must match. Source: Sentry
 * documentation, "Search" and "Searchable Properties".
 *
 * @throws SentryQueryError for any other query, of which this intake cannot tell what Sentry would find
 */
export function matchesQuery(query: string, event: JsonObject): boolean {
  return (query.match(TERMS) ?? []).every((term) => {
    const { key, quoted, plain } = TERM.exec(term)?.groups ?? {};
    if (key === undefined) throw new SentryQueryError(`Invalid query: ${term} is not known here`);
    return cell(key, event) === (plain ?? quoted?.replaceAll(/\\(.)/g, "$1"));
  });
}

/**
 * The value of a field; an empty text if the event has no such tag.
 *
 * @throws SentryQueryError for a field that is not known here
 */
export function cell(field: string, event: JsonObject): unknown {
  if (field === "id") return event["event_id"];
  if (field === "timestamp") return new Date(Number(event["timestamp"]) * 1_000).toISOString();
  if (ATTRIBUTES.has(field)) return event[field] ?? "";
  const { tag } = /^tags\[(?<tag>[\w.:-]+)\]$/.exec(field)?.groups ?? {};
  if (tag === undefined) throw new SentryQueryError(`Invalid field: ${field} is not known here`);
  return isObject(event["tags"]) ? (event["tags"][tag] ?? "") : "";
}
