import type { SinkName } from "../../../catalog";
import type { WrittenPayload } from "./written";

/** What stands between CloudWatch Logs and the forwarder, and answers for a payload until the forwarder does. */
export interface Platform {
  take(payload: WrittenPayload): void;
  /** Whether it still answers for the payload, as far as the sink goes. */
  holds(payload: WrittenPayload, sink: SinkName): boolean;
  /** An operator gives back what the platform gave up. @returns how many payloads that were */
  redrive(): number;
}
