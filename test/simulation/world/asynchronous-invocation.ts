import type { DeliveryPipeline } from "./delivery-pipeline";
import type { EventLoop } from "./event-loop";
import type { GeneratedPayload } from "./generate-payloads";
import type { LambdaService } from "./lambda-service";

/**
 * Delays before the second and the third attempt, in milliseconds. Source: AWS Lambda Developer Guide, "How Lambda
 * handles errors and retries with asynchronous invocation".
 */
const RETRY_DELAYS_MS = [60_000, 120_000];

/**
 * Topology `direct`: Lambda invokes the forwarder of all sinks, at most three times, then discards the payload to the
 * on-failure destination.
 */
export function createAsynchronousInvocation(
  pipeline: DeliveryPipeline,
  eventLoop: EventLoop,
): LambdaService {
  const pending = new Set<GeneratedPayload>();
  let discarded: GeneratedPayload[] = [];

  function invoke(payload: GeneratedPayload, attempt: number): void {
    pending.add(payload);
    const event = { awslogs: { data: payload.compressed.toString("base64") } };
    pipeline.invokeForwarder(event, [payload], ({ kind }) => {
      const waitMs = RETRY_DELAYS_MS[attempt - 1];
      if (kind === "returned") pending.delete(payload);
      else if (waitMs === undefined) discarded.push(payload);
      else
        eventLoop.schedule(waitMs, () => {
          invoke(payload, attempt + 1);
        });
    });
  }

  return {
    accept(payload) {
      invoke(payload, 1);
    },
    isPending: (payload) => pending.has(payload),
    redrive() {
      const all = discarded;
      discarded = [];
      for (const payload of all) invoke(payload, 1);
      return all.length;
    },
  };
}
