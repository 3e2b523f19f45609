import type { EventHeader } from "../delivery/log-event";

/** A log event from CloudWatch Logs, neither parsed nor redacted. */
export interface RawEvent extends EventHeader {
  readonly message: string;
}
