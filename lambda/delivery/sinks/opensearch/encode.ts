import { dataStreamName } from "../../../../catalog";
import type { LogEvent } from "../../log-event";
import { eventDigest } from "../event-digest";
import { fit } from "../fit";
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
  const { json, truncated } = fit(document, MAX_DOCUMENT_BYTES);
  return { body: `${JSON.stringify(action)}\n${json}`, truncated };
}

/** The same in every delivery of an event. */
export function documentId(event: LogEvent): string {
  return eventDigest(event).toString("base64url");
}
