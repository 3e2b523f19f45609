import type { LogLine } from "./log-line";
import { seededRandom } from "./random";
import {
  auditLine,
  cacheLine,
  errorLine,
  type LineWriter,
  lineWithSecret,
  newErrorLine,
  newRequest,
  requestLine,
  responseTimeLine,
  responseTimeLineOf,
  securityLine,
  statementLine,
  unstructuredLine,
  webhookLine,
} from "./record-lines";

export interface GenerateLinesOptions {
  readonly seed: number;
  readonly lines: number;
  /** Time of the last line, milliseconds since the epoch. */
  readonly now: number;
}

const MINUTE_MS = 60_000;
const TIME_SPAN_MS = 20 * MINUTE_MS;
/** Old enough to be outside "the last hour", even in a slow run. */
const OLD_LINE_AGE_MS = 120 * MINUTE_MS;
const OLD_LINE_SHARE = 0.0025;
/** Share of the lines that begin another request. */
const NEW_REQUEST_SHARE = 0.4;

/** The kinds of lines, and how often each occurs: its share of all recent lines. */
const KINDS: readonly (readonly [share: number, write: LineWriter])[] = [
  [0.3, responseTimeLine],
  [0.05, statementLine],
  [0.05, webhookLine],
  [0.05, cacheLine],
  [0.018, errorLine],
  [0.002, newErrorLine],
  [0.11, auditLine],
  [0.05, securityLine],
  [0.05, lineWithSecret],
  [0.03, unstructuredLine],
  [0.29, requestLine],
];

/** The lines of one run, oldest first. The same seed and time give the same lines. */
export function generateLines({ seed, lines, now }: GenerateLinesOptions): LogLine[] {
  const random = seededRandom(seed);
  const oldLines = Math.ceil(lines * OLD_LINE_SHARE);
  let request = newRequest(random);
  return Array.from({ length: lines }, (_, index) => {
    if (random.fraction() < NEW_REQUEST_SHARE) request = newRequest(random);
    if (index < oldLines) return errorLine(random, now - OLD_LINE_AGE_MS, request);
    const timestamp = now - TIME_SPAN_MS + Math.floor((TIME_SPAN_MS * (index + 1)) / lines);
    // The first measurement is an integer: if the mapping were dynamic, it would truncate all later values.
    if (index === oldLines) return responseTimeLineOf(timestamp, request, 17);
    return kindAt(random.fraction())(random, timestamp, request);
  });
}

/** The kind at a position between 0 and 1 of the kinds, laid out by their shares. */
function kindAt(position: number): LineWriter {
  let end = 0;
  for (const [share, write] of KINDS) {
    end += share;
    if (position < end) return write;
  }
  return requestLine;
}
