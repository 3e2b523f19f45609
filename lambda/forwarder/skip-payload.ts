import { quarantineUndecodable } from "../delivery/failed-event-store";
import type { ObjectStore } from "../shared/object-store";
import { safeErrorName } from "../shared/safe-error-name";
import type { UnforwardedPayload } from "./decode-payloads";
import type { Payload } from "./payloads";

/** A payload that was not forwarded, with its outcome. */
export interface SkippedPayload {
  readonly reason: string;
  /**
   * `quarantined`: stored in the bucket in its original form. `ignored`: written by one of the platform's functions,
   * whose log group keeps it. `failed`: not stored, so Lambda must retry it.
   */
  readonly outcome: "quarantined" | "ignored" | "failed";
  readonly payload: Payload;
}

/** Quarantines an undecodable payload, and ignores a payload of the platform's own functions. */
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
