import { OPERATIONAL_LOG_IDS } from "../../catalog";
import { type EnvironmentConfig, sampleRateOf } from "../../config";
import type { ForwarderVariables } from "../../lambda/forwarder/settings";

/** The environment variable with the rates of the sampled logs; none if no log is sampled. */
export function sampleRateVariables(config: EnvironmentConfig): Pick<ForwarderVariables, "SAMPLE_RATES"> {
  const rates = OPERATIONAL_LOG_IDS.map((log) => [log, sampleRateOf(config, log)] as const)
    .filter(([, rate]) => rate < 1)
    .map(([log, rate]) => `${log}=${rate}`);
  return rates.length > 0 ? { SAMPLE_RATES: rates.join(",") } : {};
}
