import { ATTRIBUTES, dataStreamName, type LogRecord } from "../../../../catalog";
import { objectWithDistinctKeys } from "../../../shared/distinct-keys";
import type { LogEvent } from "../../log-event";
import { eventDigest } from "../event-digest";
import { fit, type Fitted } from "../fit";
import type { Encoded } from "../sink";
import { MAX_DOCUMENT_BYTES } from "./limits";

/**
 * Encodes an event as two lines of a bulk request: `create` in the log's data stream, and the record with its origin.
 */
export function encode(event: LogEvent, environment: string): Encoded {
  const { id, log, origin, record, timestamp } = event;
  const action = {
    create: { _index: dataStreamName(environment, log), _id: documentId(event) },
  };
  const document = {
    // A data stream requires it in every document.
    "@timestamp": new Date(timestamp).toISOString(),
    ...record,
    cloudwatch: {
      owner: origin.owner,
      log_group: origin.logGroup,
      log_stream: origin.logStream,
      event_id: id,
    },
  };
  const { json, truncated } = fitDocument(document);
  return { body: `${JSON.stringify(action)}\n${json}`, truncated };
}

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
  return eventDigest(event).toString("base64url");
}
