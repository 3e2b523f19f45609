/**
 * The longest value that is indexed as one term, in UTF-16 code units. Lucene refuses a document with a term over
 * 32,766 bytes, and a code unit takes at most 3 bytes of UTF-8: what is kept out of the index stays in the document.
 * Source: OpenSearch documentation, "Keyword field type", ignore_above.
 */
export const MAX_TERM_LENGTH = 8_191;

/**
 * The deepest nesting of free attributes that is indexed. Source of the number: OpenSearch documentation, "Index
 * settings", index.mapping.depth.limit, which free attributes would otherwise escape.
 */
export const MAX_DEPTH = 20;
