import { ATTRIBUTES, type Field, FIELDS, type FieldType } from "../../../catalog";
import type { Distribution } from "../capabilities";
import { MAX_DEPTH, MAX_TERM_LENGTH } from "./limits";

type Mapping = Readonly<Record<string, unknown>>;

const KEYWORD: Mapping = { type: "keyword", ignore_above: MAX_TERM_LENGTH };
/** Without norms, because nobody ranks log lines by relevance: a byte less for each field of each document. */
const TEXT: Mapping = { type: "text", norms: false };

/**
 * Coercion is off: with it an integer field would cut `1.9` to `1`, and a number written as text would pass as one.
 * An integer up to MAX_INTEGER of the catalogue does not fit OpenSearch's `integer` of 32 bits, hence `long`.
 * Source: OpenSearch documentation, "Numeric field types".
 */
const MAPPINGS: Readonly<Record<FieldType, Mapping>> = {
  timestamp: { type: "date" },
  level: KEYWORD,
  keyword: KEYWORD,
  text: TEXT,
  double: { type: "double", coerce: false },
  integer: { type: "long", coerce: false },
  exception: { properties: { type: KEYWORD, value: TEXT, stacktrace: TEXT } },
};

/** One field for all free attributes, so that no log can make the mapping grow. */
const FREE_ATTRIBUTES: Readonly<Record<Distribution, Mapping>> = {
  opensearch: { type: "flat_object" },
  elasticsearch: { type: "flattened", ignore_above: MAX_TERM_LENGTH, depth_limit: MAX_DEPTH + 1 },
};

/** Where attributes wait that no index takes: found by the document's other fields, and read with it. */
export const UNINDEXED_ATTRIBUTES = `${ATTRIBUTES}_unindexed`;

/** Where CloudWatch Logs had the log event of a document. */
const CLOUDWATCH: Mapping = {
  properties: { owner: KEYWORD, log_group: KEYWORD, log_stream: KEYWORD, event_id: KEYWORD },
};

/**
 * The fields of a document. Nothing is added to them by what is written: a field that is not here is kept in the
 * document and not indexed, and a writer needs no right to change a mapping.
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

function fieldMapping({ type, keywordSubfield }: Field): Mapping {
  return keywordSubfield ? { ...MAPPINGS[type], fields: { keyword: KEYWORD } } : MAPPINGS[type];
}
