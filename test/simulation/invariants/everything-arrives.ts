import { PARKED_PREFIX, REMAINDER_PREFIX, SINK_NAMES } from "../../../catalog";
import type { Invariant } from "./invariant";

export const EVERYTHING_ARRIVES: Invariant = {
  description: "in the end nothing is parked, nothing waits on a queue, and nobody was given up",
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
      ...queue.deadLetters.map((body) => `a message is a dead letter: ${body}`),
      ...(queue.pendingCount() > 0 ? [`${queue.pendingCount()} messages still wait`] : []),
      ...pending.map(({ number }) => `payload ${number} is still Lambda's`),
    ];
  },
};
