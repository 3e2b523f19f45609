import { objectWithDistinctKeys } from "../../shared/distinct-keys";
import { truncateWithNote, truncationNote } from "./text";

/**
 * Fill ratio at which the search stops: using the last few bytes does not justify serializing a large document again.
 */
const MIN_FILL = 0.98;

export interface Fitted<Document> {
  readonly document: Document;
  /** The document as JSON, within the size limit. */
  readonly json: string;
  /** Whether anything was truncated. */
  readonly truncated: boolean;
}

/**
 * Fits a document into `maxBytes` of JSON in UTF-8. If it is larger, truncates its longest values first: finds the
 * largest length to which all texts, lists and nested objects can be truncated so that the document fits. Shorter
 * values remain unchanged, and each truncated value notes how much is missing. The document's own keys always remain.
 *
 * `maxBytes` must be enough for those keys: 16 KiB for a log record.
 */
export function fit<Document extends object>(document: Document, maxBytes: number): Fitted<Document> {
  return fitBy((json) => bytesUnder(maxBytes, json), document, maxBytes);
}

/** Whether a document in this JSON fits into `maxBytes` with certainty, so that `fit` would change nothing. */
export function fitsCertainly(json: string, maxBytes: number): boolean {
  return MAX_BYTES_PER_CODE_UNIT * json.length <= MIN_FILL * maxBytes;
}

/** A UTF-16 code unit has at most three bytes in UTF-8. */
const MAX_BYTES_PER_CODE_UNIT = 3;

/** The bytes of a text, or an upper bound if that is within the limit: nearly all documents are far below. */
function bytesUnder(maxBytes: number, text: string): number {
  return fitsCertainly(text, maxBytes) ? MAX_BYTES_PER_CODE_UNIT * text.length : Buffer.byteLength(text);
}

/** Fits a document into `maxChars` of JSON, in UTF-16 code units; otherwise like `fit`. */
export function fitCharacters<Document extends object>(
  document: Document,
  maxChars: number,
): Fitted<Document> {
  return fitBy((json) => json.length, document, maxChars);
}

function fitBy<Document extends object>(
  sizeOf: (json: string) => number,
  document: Document,
  maxSize: number,
): Fitted<Document> {
  const json = JSON.stringify(document);
  if (sizeOf(json) <= maxSize) return { document, json: json, truncated: false };

  let best = truncateDocument(document, 0);
  // A value longer than `maxSize` cannot fit.
  let [fitting, tooLong] = [0, maxSize];
  while (tooLong - fitting > 1 && sizeOf(best.json) < MIN_FILL * maxSize) {
    const maxLength = Math.floor((fitting + tooLong) / 2);
    const candidate = truncateDocument(document, maxLength);
    if (sizeOf(candidate.json) <= maxSize) [fitting, best] = [maxLength, candidate];
    else tooLong = maxLength;
  }
  return best;
}

/** Truncates values without changing their type, so the document keeps its type. */
function truncateDocument<Document extends object>(original: Document, maxLength: number): Fitted<Document> {
  const document = Object.fromEntries(
    Object.entries(original).map(([key, value]) => [key, truncateValue(value, maxLength)]),
  ) as Document;
  return { document, json: JSON.stringify(document), truncated: true };
}

function truncateValue(value: unknown, maxLength: number): unknown {
  if (typeof value === "string") return truncateWithNote(value, maxLength);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const kept = value.slice(0, maxLength).map((item) => truncateValue(item, maxLength));
    return kept.length < value.length
      ? [...kept, truncationNote(value.length - kept.length, "entries")]
      : kept;
  }
  const entries = Object.entries(value);
  const kept = entries
    .slice(0, maxLength)
    .map(([key, item]) => [truncateWithNote(key, maxLength), truncateValue(item, maxLength)] as const);
  const omitted = entries.length - kept.length;
  return objectWithDistinctKeys(omitted > 0 ? [...kept, ["…", truncationNote(omitted, "entries")]] : kept);
}
