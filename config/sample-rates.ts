import { logById, type OperationalLogId } from "../catalog";
import type { EnvironmentConfig } from "./schema";

/**
 * Share of a log's events that the sinks receive: the value of the environment's configuration, otherwise the default
 * of the catalogue.
 */
export function sampleRateOf(
  { forwarding }: Pick<EnvironmentConfig, "forwarding">,
  log: OperationalLogId,
): number {
  return forwarding.sampleRates[log] ?? logById(log).sampleRate ?? 1;
}
