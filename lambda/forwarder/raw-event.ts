import type { EventHeader } from "../delivery/log-event";

/** A log event as CloudWatch Logs hands it over: its text unparsed and not redacted. */
export interface RawEvent extends EventHeader {
  readonly message: string;
}
