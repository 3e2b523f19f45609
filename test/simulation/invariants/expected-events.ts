import type { SinkName } from "../../../catalog";
import { logGroupName } from "../../../catalog";
import { eventDigest } from "../../../lambda/delivery/sinks/event-digest";
import { ENVIRONMENT, type GeneratedEvent } from "../world/generate-payloads";
import type { World } from "../world/world";

/** The events that the sink must receive, each once: those of the payloads that CloudWatch Logs has delivered. */
export function expectedEvents(
  sink: SinkName,
  { payloads, submitted, plan, lambdaService }: World,
): readonly ExpectedEvent[] {
  const expected = new Map<string, ExpectedEvent>();
  for (const payload of payloads) {
    if (!submitted.has(payload)) continue;
    const isPending = lambdaService.isPending(payload, sink);
    for (const event of payload.events) {
      if (!event.sinks.includes(sink) || !isSampledIn(event, plan.sampleRates[event.log])) continue;
      const before = expected.get(event.id);
      expected.set(event.id, {
        ...event,
        isPending: isPending || (before?.isPending ?? false),
      });
    }
  }
  return [...expected.values()];
}

export interface ExpectedEvent extends GeneratedEvent {
  /** Whether a payload with the event is still pending at Lambda. */
  readonly isPending: boolean;
}

/** The forwarder keeps every error. It keeps another event if its digest is below the sampling rate. */
function isSampledIn({ id, log, kind }: GeneratedEvent, rate = 1): boolean {
  if (kind === "error" || kind === "storm" || kind === "overSentryLimit") return true;
  const origin = {
    owner: "000000000000",
    logGroup: logGroupName(ENVIRONMENT, log),
    logStream: "inventorysync-api",
  };
  const digest = eventDigest({ id, origin, log, timestamp: 0, record: {} });
  return digest.readUInt32BE(0) / 2 ** 32 < rate;
}
