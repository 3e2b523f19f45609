/**
 * Maximum length of a value that is indexed as one term, in UTF-16 code units. Lucene rejects a document with a term
 * over 32,766 bytes; a code unit takes at most 3 bytes in UTF-8, so this length is within the limit. A longer value is
 * not indexed but remains in the document.
 * Source: OpenSearch documentation, "Keyword field type", ignore_above.
 */
export const MAX_TERM_LENGTH = 8_191;

/**
 * Maximum nesting of free attributes that is indexed. Source of the number: OpenSearch documentation, "Index settings",
 * index.mapping.depth.limit, which does not apply to free attributes.
 */
export const MAX_DEPTH = 20;
