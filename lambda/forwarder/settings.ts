import { OPERATIONAL_LOG_IDS, type OperationalLogId } from "../../catalog";
import { type DeliveryVariables, type DeliverySettings, readDeliverySettings } from "../delivery/settings";
import {
  type EnvironmentReader,
  environmentReader,
  type EnvironmentVariables,
} from "../shared/environment-variables";
import type { SampleRates } from "./sampling";

/** Environment variables of the forwarder. */
export interface ForwarderVariables extends DeliveryVariables {
  /** Sampling rates by log: `performance=0.25,application=0.5`. Logs that are not listed are not sampled. */
  readonly SAMPLE_RATES?: string;
}

/** The parsed environment variables. */
export interface ForwarderSettings extends DeliverySettings {
  readonly sampleRates: SampleRates;
}

/** @throws Error with all missing or conflicting variables, and the expected values */
export function parseSettings(variables: EnvironmentVariables): ForwarderSettings {
  const reader = environmentReader(variables);
  const settings = { ...readDeliverySettings(reader), sampleRates: readSampleRates(reader) };
  return reader.finish("forwarder", settings);
}

/** The sampling rates of a deployed forwarder. @throws SafeError if they are not as the Forwarding stack writes them */
export function parseSampleRates(variables: EnvironmentVariables): SampleRates {
  const reader = environmentReader(variables);
  const rates = readSampleRates(reader);
  return reader.finish("forwarder", rates);
}

/** Audit logs cannot have a rate: all their records are kept. */
function readSampleRates(reader: EnvironmentReader): SampleRates {
  const text = reader.optional("SAMPLE_RATES");
  if (text === undefined) return {};
  const rates: Partial<Record<OperationalLogId, number>> = {};
  for (const entry of text.split(",")) {
    const [name, share = ""] = entry.split("=").map((part) => part.trim());
    const log = OPERATIONAL_LOG_IDS.find((id) => id === name);
    const rate = Number(share);
    if (log && share !== "" && rate > 0 && rate <= 1) rates[log] = rate;
    else {
      const names = OPERATIONAL_LOG_IDS.join(" or ");
      reader.problems.push(
        `SAMPLE_RATES has ${entry}, expected ${names}, followed by = and a rate above 0 and at most 1`,
      );
    }
  }
  return rates;
}
