import type { Lane } from "./delivery-pipeline";
import type { Agenda } from "./event-loop";
import type { Platform } from "./platform";
import type { WrittenPayload } from "./written";

/**
 * Waits before the second attempt and the third, in milliseconds. Source: AWS Lambda Developer Guide, "How Lambda handles
 * errors and retries with asynchronous invocation".
 */
const WAITS_MS = [60_000, 120_000];

/** Topology `direct`: Lambda invokes the forwarder of all sinks, three times at most, then keeps the payload. */
export function createDirect(lane: Lane, agenda: Agenda): Platform {
  const held = new Set<WrittenPayload>();
  let undelivered: WrittenPayload[] = [];

  function invoke(payload: WrittenPayload, attempt: number): void {
    held.add(payload);
    const event = { awslogs: { data: payload.packed.toString("base64") } };
    lane.forward(event, [payload], ({ kind }) => {
      const waitMs = WAITS_MS[attempt - 1];
      if (kind === "returned") held.delete(payload);
      else if (waitMs === undefined) undelivered.push(payload);
      else
        agenda.after(waitMs, () => {
          invoke(payload, attempt + 1);
        });
    });
  }

  return {
    take(payload) {
      invoke(payload, 1);
    },
    holds: (payload) => held.has(payload),
    redrive() {
      const all = undelivered;
      undelivered = [];
      for (const payload of all) invoke(payload, 1);
      return all.length;
    },
  };
}
