import { PARKED_PREFIX, REST_PREFIX } from "../../../catalog";
import type { Law } from "./invariant";

export const ALL_COMES_HOME: Law = {
  says: "in the end nothing is parked, nothing waits on a queue, and nobody was given up",
  inTheEnd({ bucket, queue, platform, written, taken }) {
    const left = [...bucket.objects.keys()].filter(
      (key) => key.startsWith(PARKED_PREFIX) || key.startsWith(REST_PREFIX),
    );
    const held = written.filter(
      (payload) =>
        !taken.has(payload) ||
        (["opensearch", "sentry", "datadog"] as const).some((sink) => platform.holds(payload, sink)),
    );
    return [
      ...left.map((key) => `${key} is still in the bucket`),
      ...queue.deadLetters.map((body) => `a message is a dead letter: ${body}`),
      ...(queue.waiting() > 0 ? [`${queue.waiting()} messages still wait`] : []),
      ...held.map(({ number }) => `payload ${number} is still Lambda's`),
    ];
  },
};
