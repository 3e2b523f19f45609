import type { SinkName } from "../../../catalog";
import type { GeneratedPayload } from "./generate-payloads";

/**
 * Accepts payloads from CloudWatch Logs, invokes the forwarder, and keeps a payload pending until the forwarder
 * succeeds.
 */
export interface LambdaService {
  accept(payload: GeneratedPayload): void;
  /** Whether the payload is still pending for the sink. */
  isPending(payload: GeneratedPayload, sink: SinkName): boolean;
  /** Redrives the discarded payloads, as an operator does. @returns how many payloads that were */
  redrive(): number;
}
