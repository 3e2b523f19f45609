import { isObject } from "../../../shared/json";
import type { Verdict } from "../sink";
import { REDIRECTS, type VerdictDetails, type VerdictRow, verdictOf } from "../verdict-table";
import { describeError, type ErrorCause, readErrorCause, remedyOf } from "./error-cause";

const NO_PERMISSION = "the forwarder has no permission to write; check the role mapping";
const NO_DATA_STREAM = "the data stream does not exist; deploy the search stack";

/**
 * Verdicts on single documents. An operator can fix missing permissions and data streams, so documents are parked for
 * these errors, not rejected.
 * Source: OpenSearch documentation, "Bulk".
 */
export const DOCUMENT_VERDICTS = [
  { from: 201, to: 201, kind: "delivered" },
  { from: 400, to: 400, kind: "reject" },
  { from: 401, to: 403, kind: "park", invalidCredentials: true, description: NO_PERMISSION },
  { from: 404, to: 404, kind: "park", description: NO_DATA_STREAM },
  // An earlier attempt created the document.
  { from: 409, to: 409, kind: "delivered" },
  { from: 429, to: 429, kind: "retry" },
  { from: 500, to: 599, kind: "retry" },
] as const satisfies readonly VerdictRow[];

/** Verdicts on requests that failed as a whole. */
export const REQUEST_VERDICTS = [
  REDIRECTS,
  // The engine rejects the whole request for one malformed document, so halve the batch to find it.
  { from: 400, to: 400, kind: "split", description: "the request is malformed" },
  {
    ...{ from: 401, to: 401, kind: "park", invalidCredentials: true },
    description: "the engine does not accept the forwarder's credentials; correct them",
  },
  { from: 403, to: 403, kind: "park", invalidCredentials: true, description: NO_PERMISSION },
  { from: 404, to: 404, kind: "park", description: "the engine has no bulk API at this URL" },
  { from: 408, to: 408, kind: "retry" },
  { from: 413, to: 413, kind: "split", description: "the request is too large" },
  { from: 429, to: 429, kind: "retry" },
  { from: 500, to: 599, kind: "retry" },
] as const satisfies readonly VerdictRow[];

const SINK = "opensearch";

type ResponseDetails = Pick<VerdictDetails, "afterMs" | "isForeign">;

/** @param body body of the response; may have any type */
export function requestVerdict(status: number, body: unknown, details: ResponseDetails): Verdict {
  const error = readErrorCause(isObject(body) ? body["error"] : undefined);
  return verdictOnError(REQUEST_VERDICTS, status, error, details);
}

/**
 * The verdict on each document of a bulk request, by the document's id: only the id says which document a result
 * belongs to. If a response has several results for one id, all have the same meaning.
 *
 * @param items `items` of the response; may have any type
 */
export function verdictsById(items: unknown): ReadonlyMap<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const item of Array.isArray(items) ? (items as readonly unknown[]) : []) {
    const result = isObject(item) ? item["create"] : undefined;
    if (!isObject(result) || typeof result["_id"] !== "string") continue;
    verdicts.set(result["_id"], documentVerdict(result["status"], result["error"]));
  }
  return verdicts;
}

function documentVerdict(status: unknown, error: unknown): Verdict {
  if (typeof status !== "number") return malformedResponse();
  if (error !== undefined) return verdictOnError(DOCUMENT_VERDICTS, status, readErrorCause(error));
  let verdict = verdictsWithoutError.get(status);
  if (!verdict) {
    verdict = verdictOnError(DOCUMENT_VERDICTS, status, {});
    if (verdictsWithoutError.size < MAX_STATUSES) verdictsWithoutError.set(status, verdict);
  }
  return verdict;
}

/** Nearly all documents are created, and so have the same verdict. */
const verdictsWithoutError = new Map<number, Verdict>();
const MAX_STATUSES = 100;

function verdictOnError(
  rows: readonly VerdictRow[],
  status: number,
  error: ErrorCause,
  details: ResponseDetails = {},
): Verdict {
  const detail = describeError(error);
  const verdict = verdictOf(rows, status, { sink: SINK, detail, ...details });
  const remedy = remedyOf(error);
  if (remedy === undefined || verdict.kind === "delivered" || verdict.kind === "retry") return verdict;
  return { kind: "park", reason: `${SINK} answered ${status}: ${remedy}: ${detail}` };
}

/** The outcome of the documents is unknown. On the next attempt, documents that were created return 409. */
export function malformedResponse(): Verdict {
  return { kind: "retry", afterMs: 0, reason: `${SINK} gave a response that cannot be decoded` };
}

export function noResponse(reason: string): Verdict {
  return { kind: "retry", afterMs: 0, reason: `${SINK} gave no response (${reason})` };
}
