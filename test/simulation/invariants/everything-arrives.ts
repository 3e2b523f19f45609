import { PARKED_PREFIX, REMAINDER_PREFIX, SINK_NAMES } from "../../../catalog";
import type { Invariant } from "./invariant";

export const EVERYTHING_ARRIVES: Invariant = {
  description: "at the end no object is parked, no queue has a message, and no payload is pending",
  atEnd({ bucket, queue, lambdaService, payloads, submitted }) {
    const remainingKeys = [...bucket.objects.keys()].filter(
      (key) => key.startsWith(PARKED_PREFIX) || key.startsWith(REMAINDER_PREFIX),
    );
    const pending = payloads.filter(
      (payload) =>
        !submitted.has(payload) || SINK_NAMES.some((sink) => lambdaService.isPending(payload, sink)),
    );
    return [
      ...remainingKeys.map((key) => `${key} is still in the bucket`),
      ...queue.deadLetters.map((body) => `a message is in the dead-letter queue: ${body}`),
      ...(queue.pendingCount() > 0 ? [`${queue.pendingCount()} messages are still on a queue`] : []),
      ...pending.map(({ number }) => `payload ${number} is still pending`),
    ];
  },
};
