import type { SinkName } from "../../../catalog";
import { logGroupName } from "../../../catalog";
import { eventDigest } from "../../../lambda/delivery/sinks/event-digest";
import type { World } from "../world/world";
import { ENVIRONMENT, type WrittenEvent } from "../world/written";

/** The events that the sink has to get, each once: those of payloads that CloudWatch Logs has handed over. */
export function wantedBy(sink: SinkName, { written, taken, plan, platform }: World): readonly Wanted[] {
  const wanted = new Map<string, Wanted>();
  for (const payload of written) {
    if (!taken.has(payload)) continue;
    const isHeld = platform.holds(payload, sink);
    for (const event of payload.events) {
      if (!event.sinks.includes(sink) || !isKept(event, plan.sampleRates[event.log])) continue;
      const before = wanted.get(event.id);
      wanted.set(event.id, { ...event, isLambdas: isHeld || (before?.isLambdas ?? false) });
    }
  }
  return [...wanted.values()];
}

export interface Wanted extends WrittenEvent {
  /** Whether a payload that carries it is still to be invoked with. */
  readonly isLambdas: boolean;
}

/** Errors are always kept; of the others the rate keeps those whose digest is low enough. */
function isKept({ id, log, kind }: WrittenEvent, rate = 1): boolean {
  if (kind === "error" || kind === "storm" || kind === "long") return true;
  const origin = {
    owner: "000000000000",
    logGroup: logGroupName(ENVIRONMENT, log),
    logStream: "inventorysync-api",
  };
  const digest = eventDigest({ id, origin, log, timestamp: 0, record: {} });
  return digest.readUInt32BE(0) / 2 ** 32 < rate;
}
