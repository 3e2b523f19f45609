import { ATTRIBUTES, type Field, FIELDS, type FieldType } from "../../../catalog";
import type { Distribution } from "../capabilities";
import { MAX_DEPTH, MAX_TERM_LENGTH } from "./limits";

type Mapping = Readonly<Record<string, unknown>>;

const KEYWORD: Mapping = { type: "keyword", ignore_above: MAX_TERM_LENGTH };
/** Without doc values, the columns for sorting and grouping, which take as much space as the identifiers themselves. */
const IDENTIFIER: Mapping = { ...KEYWORD, doc_values: false };
/** Without norms, because log lines are not ranked by relevance. Saves one byte per field and document. */
const TEXT: Mapping = { type: "text", norms: false };

/**
 * Coercion is disabled: an integer field would truncate `1.9` to `1`, and accept a number written as text. `long` is
 * wider than the record's 32-bit integers.
 */
const MAPPINGS: Readonly<Record<FieldType, Mapping>> = {
  timestamp: { type: "date" },
  level: KEYWORD,
  keyword: KEYWORD,
  text: TEXT,
  double: { type: "double", coerce: false },
  integer: { type: "long", coerce: false },
  classes: KEYWORD,
  exception: { properties: { type: KEYWORD, value: TEXT, stacktrace: TEXT } },
};

/** A single field for all free attributes, so that the mapping does not grow. */
const FREE_ATTRIBUTES: Readonly<Record<Distribution, Mapping>> = {
  opensearch: { type: "flat_object" },
  elasticsearch: { type: "flattened", ignore_above: MAX_TERM_LENGTH, depth_limit: MAX_DEPTH + 1 },
};

/** Attributes that are not indexed. They are returned with the document, but cannot be searched. */
export const UNINDEXED_ATTRIBUTES = `${ATTRIBUTES}_unindexed`;

/**
 * Origin of a document's log event in CloudWatch Logs. The event id of 56 digits is not indexed, because the log stream
 * and the time find the document.
 */
const CLOUDWATCH: Mapping = {
  properties: {
    owner: KEYWORD,
    log_group: KEYWORD,
    log_stream: KEYWORD,
    event_id: { ...IDENTIFIER, index: false },
  },
};

/**
 * The fields of a document. The mapping is not dynamic: other fields remain in the document but are not indexed, so a
 * writer needs no permission to change mappings.
 */
export function mappings(distribution: Distribution): Mapping {
  const fields: readonly Field[] = FIELDS;
  return {
    dynamic: false,
    properties: {
      ...Object.fromEntries(fields.map((field) => [field.name, fieldMapping(field)])),
      ...Object.fromEntries(
        fields.flatMap(({ name, ecs }) => (ecs ? [[ecs, { type: "alias", path: name }]] : [])),
      ),
      [ATTRIBUTES]: FREE_ATTRIBUTES[distribution],
      [UNINDEXED_ATTRIBUTES]: { type: "object", enabled: false },
      cloudwatch: CLOUDWATCH,
    },
  };
}

function fieldMapping({ type, keywordSubfield, identifier }: Field): Mapping {
  if (identifier) return IDENTIFIER;
  return keywordSubfield ? { ...MAPPINGS[type], fields: { keyword: KEYWORD } } : MAPPINGS[type];
}
