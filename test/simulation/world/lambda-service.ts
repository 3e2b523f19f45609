import type { SinkName } from "../../../catalog";
import type { GeneratedPayload } from "./generate-payloads";

/** What stands between CloudWatch Logs and the forwarder, and answers for a payload until the forwarder does. */
export interface LambdaService {
  accept(payload: GeneratedPayload): void;
  /** Whether it still answers for the payload, as far as the sink goes. */
  isPending(payload: GeneratedPayload, sink: SinkName): boolean;
  /** An operator gives back what the platform gave up. @returns how many payloads that were */
  redrive(): number;
}
