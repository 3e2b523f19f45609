import type { LogEvent } from "../delivery/log-event";
import { fit } from "../delivery/sinks/fit";
import { MAX_RECORD_BYTES } from "./limits";

const NEWLINE = "\n";

/**
 * A redacted event as a line of JSON: its record, and its origin in CloudWatch Logs. The id of the event is the same in
 * every delivery, so a query finds events that were archived twice. A longer line than a record of Firehose may be is
 * truncated with a note.
 */
export function encode({ id, origin, record, timestamp }: LogEvent): string {
  const { json } = fit(
    {
      "@timestamp": new Date(timestamp).toISOString(),
      ...record,
      cloudwatch: {
        owner: origin.owner,
        log_group: origin.logGroup,
        log_stream: origin.logStream,
        event_id: id,
      },
    },
    MAX_RECORD_BYTES - NEWLINE.length,
  );
  return `${json}${NEWLINE}`;
}
