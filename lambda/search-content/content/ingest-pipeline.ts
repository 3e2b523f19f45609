import { ATTRIBUTES, searchContentName } from "../../../catalog";
import type { Document } from "../document";
import { MAX_DEPTH, MAX_TERM_LENGTH } from "./limits";
import { UNINDEXED_ATTRIBUTES } from "./mappings";

/**
 * Moves attributes that cannot be indexed to a field that is not indexed. Counts `path.length()`, because a term of
 * free attributes consists of path and value.
 */
const SOURCE = `
boolean fits(String path, def value, int depth, Map limits) {
  if (depth > limits.max_depth || path.length() > limits.max_length) return false;
  if (value instanceof Map) {
    for (def entry : value.entrySet()) {
      if (!fits(path + '.' + entry.getKey(), entry.getValue(), depth + 1, limits)) return false;
    }
    return true;
  }
  if (value instanceof List) {
    for (def element : value) {
      if (!fits(path, element, depth + 1, limits)) return false;
    }
    return true;
  }
  return path.length() + String.valueOf(value).length() <= limits.max_length;
}

def attributes = ctx[params.attributes];
if (attributes instanceof Map) {
  Map misfits = new HashMap();
  for (def entry : attributes.entrySet()) {
    if (!fits(params.attributes + '.' + entry.getKey(), entry.getValue(), 1, params)) {
      misfits.put(entry.getKey(), entry.getValue());
    }
  }
  if (!misfits.isEmpty()) {
    for (def key : misfits.keySet()) attributes.remove(key);
    ctx[params.unindexed] = misfits;
  }
}
`.trim();

export function ingestPipelineName(environment: string): string {
  return searchContentName(environment, "record");
}

/**
 * The final pipeline of all data streams. It protects the engine from documents that it cannot index: the engine would
 * reject a document with an attribute over 32,766 bytes, and an attribute nested some hundred levels deep, which fits
 * into a line of 3 KB, overflows the stack of `flat_object`'s parser and terminates the node (observed with OpenSearch
 * 3.7.0). It costs about 15 µs per document. Without it, attributes could not be indexed.
 */
export function ingestPipeline(environment: string): Document {
  return {
    path: `/_ingest/pipeline/${ingestPipelineName(environment)}`,
    body: {
      description: "moves attributes that cannot be indexed to a field that is not indexed",
      processors: [
        {
          script: {
            lang: "painless",
            source: SOURCE,
            params: {
              attributes: ATTRIBUTES,
              unindexed: UNINDEXED_ATTRIBUTES,
              max_depth: MAX_DEPTH,
              max_length: MAX_TERM_LENGTH,
            },
          },
        },
      ],
    },
  };
}
