import { ATTRIBUTES, FIELDS } from "../../../../catalog";
import { isObject } from "../../../shared/json";
import type { Verdict } from "../sink";
import { type VerdictRow, verdictOf } from "../verdict-table";

const NO_PERMISSION = "the forwarder has no right to write; see the role mapping";
const NO_DATA_STREAM = "there is no such data stream; deploy the search stack";

/**
 * Of one document. An operator can mend rights and missing data streams, so nothing is rejected for them.
 * Source: OpenSearch documentation, "Bulk".
 */
export const DOCUMENT_VERDICTS = [
  { from: 201, to: 201, kind: "delivered" },
  { from: 400, to: 400, kind: "reject" },
  { from: 401, to: 403, kind: "park", invalidCredentials: true, description: NO_PERMISSION },
  { from: 404, to: 404, kind: "park", description: NO_DATA_STREAM },
  // An earlier attempt created it.
  { from: 409, to: 409, kind: "delivered" },
  { from: 429, to: 429, kind: "retry" },
  { from: 500, to: 599, kind: "retry" },
] as const satisfies readonly VerdictRow[];

/** Of a whole request that was not carried out. */
export const REQUEST_VERDICTS = [
  // One document that cannot be read makes the whole request so: halving finds it.
  { from: 400, to: 400, kind: "split", description: "the request is not as the engine wants it" },
  {
    ...{ from: 401, to: 401, kind: "park", invalidCredentials: true },
    description: "the engine does not know the forwarder; see its credentials",
  },
  { from: 403, to: 403, kind: "park", invalidCredentials: true, description: NO_PERMISSION },
  { from: 404, to: 404, kind: "park", description: "there is no bulk interface at this address" },
  { from: 408, to: 408, kind: "retry" },
  { from: 413, to: 413, kind: "split", description: "the request is too large" },
  { from: 429, to: 429, kind: "retry" },
  { from: 500, to: 599, kind: "retry" },
] as const satisfies readonly VerdictRow[];

const SINK = "opensearch";

export function requestVerdict(status: number, afterMs: number): Verdict {
  return verdictOf(REQUEST_VERDICTS, status, { sink: SINK, afterMs });
}

/** @param result one element of `items` in the answer, whatever it is */
export function documentVerdict(result: unknown): Verdict {
  const { status, error } = property(result, "create");
  if (typeof status !== "number") return malformedResponse();
  const detail = describeError(error);
  return verdictOf(DOCUMENT_VERDICTS, status, { sink: SINK, ...(detail && { detail }) });
}

/** Nothing is known of the documents; those that were created will answer 409 next time. */
export function malformedResponse(): Verdict {
  return { kind: "retry", afterMs: 0, reason: `${SINK} gave an answer that cannot be read` };
}

export function noResponse(reason: string): Verdict {
  return { kind: "retry", afterMs: 0, reason: `${SINK} gave no answer (${reason})` };
}

/**
 * The kind of error, and the field where it is one of ours. The engine's own sentence is left out: it quotes the
 * value that did not fit.
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
