import { OPERATIONAL_LOG_IDS, type OperationalLogId, logById } from "../../catalog";
import type { EnvironmentConfig } from "../../config/schema";
import type { ForwarderVariables } from "../../lambda/forwarder/settings";

/**
 * Share of a log's events that the sinks receive: the value of the environment's configuration, otherwise the default
 * of the catalogue.
 */
export function sampleRateOf({ forwarding }: EnvironmentConfig, log: OperationalLogId): number {
  return forwarding.sampleRates[log] ?? logById(log).sampleRate ?? 1;
}

/** The environment variable with the rates of the sampled logs; none if no log is sampled. */
export function sampleRateVariables(config: EnvironmentConfig): Pick<ForwarderVariables, "SAMPLE_RATES"> {
  const rates = OPERATIONAL_LOG_IDS.map((log) => [log, sampleRateOf(config, log)] as const)
    .filter(([, rate]) => rate < 1)
    .map(([log, rate]) => `${log}=${rate}`);
  return rates.length > 0 ? { SAMPLE_RATES: rates.join(",") } : {};
}
