import { OPERATIONAL_LOG_IDS, type OperationalLogId, logById } from "../../catalog";
import type { EnvironmentConfig } from "../../config/schema";
import type { ForwarderVariables } from "../../lambda/forwarder/settings";

/** Share of a log's records that an environment's sinks receive: what its configuration says, otherwise the catalogue. */
export function sampleRateOf({ forwarding }: EnvironmentConfig, log: OperationalLogId): number {
  return forwarding.sampleRates[log] ?? logById(log).sampleRate ?? 1;
}

/** What a forwarder is told of the logs that are not kept whole; nothing where all are. */
export function sampleRateVariables(config: EnvironmentConfig): Pick<ForwarderVariables, "SAMPLE_RATES"> {
  const rates = OPERATIONAL_LOG_IDS.map((log) => [log, sampleRateOf(config, log)] as const)
    .filter(([, rate]) => rate < 1)
    .map(([log, rate]) => `${log}=${rate}`);
  return rates.length > 0 ? { SAMPLE_RATES: rates.join(",") } : {};
}
