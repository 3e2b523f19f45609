import { fromEntries } from "../../shared/distinct-keys";
import { cut, missing } from "./text";

/** Share of the room that is full enough: the last few bytes are not worth writing a large document again. */
const FULL = 0.98;

export interface Fitted<Document> {
  readonly document: Document;
  /** The document as JSON, at most as large as was asked for. */
  readonly json: string;
  /** Whether anything was cut. */
  readonly cut: boolean;
}

/**
 * A document that fits into `maxBytes` of JSON in UTF-8. One that does not is cut like water finds its level: every
 * text, list and nested object that stands above the highest level that fits loses what is above it, and says how
 * much; so the longest text pays first, and what is short stays whole. The document's own keys always stay.
 *
 * `maxBytes` must leave room for those keys: 16 KiB do for a log record.
 */
export function fit<Document extends object>(document: Document, maxBytes: number): Fitted<Document> {
  const whole = JSON.stringify(document);
  if (Buffer.byteLength(whole) <= maxBytes) return { document, json: whole, cut: false };

  let best = lower(document, 0);
  // What reaches higher than there are bytes cannot fit.
  let [fits, tooHigh] = [0, maxBytes];
  while (tooHigh - fits > 1 && Buffer.byteLength(best.json) < FULL * maxBytes) {
    const level = Math.floor((fits + tooHigh) / 2);
    const lowered = lower(document, level);
    if (Buffer.byteLength(lowered.json) <= maxBytes) [fits, best] = [level, lowered];
    else tooHigh = level;
  }
  return best;
}

/** Every value keeps its place and its kind, so the document keeps its type. */
function lower<Document extends object>(whole: Document, level: number): Fitted<Document> {
  const document = Object.fromEntries(
    Object.entries(whole).map(([key, value]) => [key, shorten(value, level)]),
  ) as Document;
  return { document, json: JSON.stringify(document), cut: true };
}

function shorten(value: unknown, level: number): unknown {
  if (typeof value === "string") return cut(value, level);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const kept = value.slice(0, level).map((item) => shorten(item, level));
    return kept.length < value.length ? [...kept, missing(value.length - kept.length, "entries")] : kept;
  }
  const entries = Object.entries(value);
  const kept = entries.slice(0, level).map(([key, item]) => [cut(key, level), shorten(item, level)] as const);
  const rest = entries.length - kept.length;
  return fromEntries(rest > 0 ? [...kept, ["…", missing(rest, "entries")]] : kept);
}
