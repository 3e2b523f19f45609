import { ATTRIBUTES, FIELDS } from "../../../../catalog";
import { isObject } from "../../../shared/json";
import type { Verdict } from "../sink";
import { type VerdictRow, verdictOf } from "../verdict-table";

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

export function requestVerdict(status: number, afterMs: number): Verdict {
  return verdictOf(REQUEST_VERDICTS, status, { sink: SINK, afterMs });
}

/** @param result one element of `items` in the response; may have any type */
export function documentVerdict(result: unknown): Verdict {
  const { status, error } = property(result, "create");
  if (typeof status !== "number") return malformedResponse();
  const detail = describeError(error);
  return verdictOf(DOCUMENT_VERDICTS, status, { sink: SINK, ...(detail && { detail }) });
}

/** The outcome of the documents is unknown. On the next attempt, documents that were created return 409. */
export function malformedResponse(): Verdict {
  return { kind: "retry", afterMs: 0, reason: `${SINK} gave a response that cannot be decoded` };
}

export function noResponse(reason: string): Verdict {
  return { kind: "retry", afterMs: 0, reason: `${SINK} gave no response (${reason})` };
}

/**
 * The type of an error, and the field if the mapping defines it. The engine's message is omitted, because it quotes the
 * value of the field.
 */
function describeError(error: unknown): string | undefined {
  const { type, reason } = error === undefined ? {} : property({ error }, "error");
  if (typeof type !== "string" || !/^[a-z_]{1,100}$/.test(type)) return undefined;
  const field =
    typeof reason === "string" ? /field(?: |=)["[](?<name>[@\w]+)/.exec(reason)?.groups?.["name"] : undefined;
  return field !== undefined && FIELD_NAMES.has(field) ? `${type} (${field})` : type;
}

const FIELD_NAMES: ReadonlySet<string> = new Set([ATTRIBUTES, ...FIELDS.map(({ name }) => name)]);

function property(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const inner = isObject(value) ? value[name] : undefined;
  return isObject(inner) ? inner : {};
}
