import { ATTRIBUTES, dataStreamName, type LogRecord } from "../../../../catalog";
import { objectWithDistinctKeys } from "../../../shared/distinct-keys";
import type { LogEvent, Origin } from "../../log-event";
import { eventDigestBase64url } from "../event-digest";
import { fit, type Fitted, fitsCertainly } from "../fit";
import { isoTime } from "../iso-time";
import type { Encoded, Item } from "../sink";
import { MAX_DOCUMENT_BYTES } from "./limits";

/**
 * Encodes an event as two lines of a bulk request: `create` in the log's data stream, and the record with its origin.
 */
export function encode(event: LogEvent, environment: string): Encoded {
  const id = documentId(event);
  const action = `{"create":{"_index":"${dataStreamName(environment, event.log)}","_id":"${id}"}}`;
  const usual = encodeUsual(event);
  if (usual !== undefined) return { id, body: `${action}\n${usual}\n`, truncated: false };
  const { json, truncated } = fitDocument(documentOf(event));
  return { id, body: `${action}\n${json}\n`, truncated };
}

/**
 * The document of nearly every event: its record as JSON, to which the origin is appended as text, without a copy of the
 * record. Undefined if the document may exceed the limit or may contain a NUL.
 */
function encodeUsual({ id, origin, record, timestamp }: LogEvent): string | undefined {
  const fields = JSON.stringify(record);
  if (fields === "{}" || !fitsCertainly(fields, MAX_USUAL_BYTES) || fields.includes(NUL_IN_JSON))
    return undefined;
  const time = record["@timestamp"] === undefined ? `,"@timestamp":"${isoTime(timestamp)}"` : "";
  return `${fields.slice(0, -1)}${time},"cloudwatch":{${originAsJson(origin)},"event_id":${JSON.stringify(id)}}}`;
}

/** Far below the limit, so that origin, id and time fit, too. */
const MAX_USUAL_BYTES = MAX_DOCUMENT_BYTES / 2;

function documentOf({ id, origin, record, timestamp }: LogEvent) {
  return {
    // A data stream requires it in every document.
    "@timestamp": isoTime(timestamp),
    ...record,
    cloudwatch: { ...originFields(origin), event_id: id },
  };
}

function originFields({ owner, logGroup, logStream }: Origin) {
  return { owner, log_group: logGroup, log_stream: logStream };
}

/** The fields of an origin as JSON, without the braces. The events of a payload share their origin. */
function originAsJson(origin: Origin): string {
  let json = originsAsJson.get(origin);
  if (json === undefined) {
    json = JSON.stringify(originFields(origin)).slice(1, -1);
    originsAsJson.set(origin, json);
  }
  return json;
}

const originsAsJson = new WeakMap<Origin, string>();

/** Looks for NULs in the JSON, where nearly no document has one. */
function fitDocument(document: LogRecord): Fitted<LogRecord> {
  const fitted = fit(document, MAX_DOCUMENT_BYTES);
  if (document[ATTRIBUTES] === undefined || !fitted.json.includes(NUL_IN_JSON)) return fitted;
  const attributes = withoutNulInKeys(document[ATTRIBUTES]) as NonNullable<LogRecord[typeof ATTRIBUTES]>;
  return fit({ ...document, attributes }, MAX_DOCUMENT_BYTES);
}

const NUL_IN_JSON = String.raw`\u0000`;

/**
 * Replaces NULs in keys, at which Elasticsearch rejects the document: `flattened` separates keys and values by them.
 * Source: Elasticsearch, "Flattened field type", and the error of its parser.
 */
function withoutNulInKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutNulInKeys);
  return objectWithDistinctKeys(
    Object.entries(value).map(([key, item]) => [key.replaceAll("\0", "\ufffd"), withoutNulInKeys(item)]),
  );
}

/** The same in every delivery of an event. */
export function documentId(event: LogEvent): string {
  return eventDigestBase64url(event);
}

/** The document id of an item. */
export function idOf({ id, event }: Item): string {
  return id ?? documentId(event);
}
