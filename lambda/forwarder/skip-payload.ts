import { quarantineUndecodable } from "../delivery/failed-event-store";
import type { ObjectStore } from "../shared/object-store";
import { safeErrorName } from "../shared/safe-error-name";
import type { UnforwardedPayload } from "./decode-payloads";
import type { Payload } from "./payloads";

/** A payload that is not forwarded, and what became of it. */
export interface SkippedPayload {
  readonly reason: string;
  /**
   * `quarantined`: stored in the bucket as it came. `ignored`: of a log of the platform's own functions, which keeps it.
   * `failed`: it could not be stored, and Lambda still has it.
   */
  readonly outcome: "quarantined" | "ignored" | "failed";
  readonly payload: Payload;
}

/** Stores a payload that cannot be decoded, and ignores one that the platform's own functions logged. */
export async function skipPayload(
  { payload, decoded: { kind, reason } }: UnforwardedPayload,
  store: ObjectStore,
): Promise<SkippedPayload> {
  switch (kind) {
    case "feedbackLoop":
      return { payload, reason, outcome: "ignored" };
    case "undecodable":
      try {
        await quarantineUndecodable(store, payload.compressed, reason);
        return { payload, reason, outcome: "quarantined" };
      } catch (error) {
        return {
          payload,
          reason: `${reason}; quarantine failed: ${safeErrorName(error)}`,
          outcome: "failed",
        };
      }
  }
}
