import { isObject, type JsonObject } from "../../lambda/shared/json";

/** A log as Datadog's API returns it, with custom attributes in their own object. */
export interface IndexedLog {
  readonly host: string;
  readonly service: string;
  readonly status: string;
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly tags: readonly string[];
  readonly attributes: JsonObject;
}

/** Whether a log matches a query. */
export type LogPredicate = (log: IndexedLog) => boolean;

/** `key:value`, with a quoted value if it contains special characters. */
const TERM = /^(?<key>@?\w[\w.-]*):(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>[\w./-]+|\*))$/;
/** Outside of quotes, a space separates terms. */
const TERMS = /(?:"(?:[^"\\]|\\.)*"|[^\s"])+/g;

/**
 * A subset of Datadog's search syntax: terms of a reserved attribute, a tag or an attribute (`@name`, and `@name:*` for any
 * value), all of which must match, and `*`. Source: Datadog documentation, "Log Search Syntax".
 *
 * @returns undefined for any other query, of which this intake cannot tell what Datadog would find
 */
export function parseQuery(query: string): LogPredicate | undefined {
  const predicates = (query.match(TERMS) ?? [])
    .filter((term) => term !== "*" && term !== "AND")
    .map(parseTerm);
  return predicates.every((predicate) => predicate !== undefined)
    ? (log) => predicates.every((matches) => matches(log))
    : undefined;
}

function parseTerm(term: string): LogPredicate | undefined {
  const { key, quoted, plain } = TERM.exec(term)?.groups ?? {};
  if (key === undefined) return undefined;
  const value = plain ?? quoted?.replaceAll(/\\(.)/g, "$1") ?? "";
  if (key.startsWith("@"))
    return ({ attributes }) => {
      const text = textAt(attributes, key.slice(1).split("."));
      return plain === "*" ? text !== undefined : text === value;
    };
  if (plain === "*") return undefined;
  switch (key) {
    case "host":
    case "service":
    case "status":
      return (log) => log[key] === value;
    default:
      return ({ tags }) => tags.includes(`${key}:${value}`);
  }
}

function textAt(attributes: unknown, [name, ...deeper]: readonly string[]): unknown {
  if (name === undefined)
    return typeof attributes === "string" || typeof attributes === "number" ? String(attributes) : undefined;
  return isObject(attributes) ? textAt(attributes[name], deeper) : undefined;
}
