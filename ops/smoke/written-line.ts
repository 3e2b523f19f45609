import { OPERATIONAL_LOG_IDS, redactionPolicyOf, type SinkName } from "../../catalog";
import { type EnvironmentConfig, sampleRateOf } from "../../config";
import { SINK_DEFINITIONS } from "../../lambda/delivery/sinks";
import { parseRecord } from "../../lambda/forwarder/parse";
import type { RawEvent } from "../../lambda/forwarder/raw-event";
import { createSampler } from "../../lambda/forwarder/sampling";
import type { PlantedSecret } from "./planted-secrets";
import type { SmokeLine } from "./smoke-lines";

/** A line in the log group, and the event that the forwarder receives of it. */
export interface WrittenLine extends SmokeLine {
  readonly event: RawEvent;
  /** The text as CloudWatch Logs returns it, with masked data as asterisks. */
  readonly masked: string;
}

/** What the forwarder does with an event for a sink, unless something fails. */
export type Expected = "delivered" | "filtered" | "sampled";

/** By the same code and configuration as the forwarder. Storm aggregation keeps the first error of each kind. */
export function expectedAt(sink: SinkName, { event }: WrittenLine, config: EnvironmentConfig): Expected {
  const parsed = { ...event, record: parseRecord(event.message, event.timestamp) };
  if (!SINK_DEFINITIONS[sink].route.matches(parsed)) return "filtered";
  const rates = Object.fromEntries(OPERATIONAL_LOG_IDS.map((log) => [log, sampleRateOf(config, log)]));
  return createSampler(rates)(parsed) ? "delivered" : "sampled";
}

/** The secrets of a line that the redaction policy does not keep. */
export function redactedSecrets(
  { log, secrets }: SmokeLine,
  { redaction }: Pick<EnvironmentConfig, "redaction">,
): readonly PlantedSecret[] {
  const policy = redactionPolicyOf(log, redaction);
  return secrets.filter((secret) => policy[secret.class].kind !== "keep");
}
