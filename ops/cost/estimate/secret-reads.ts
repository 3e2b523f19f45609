import { type EnvironmentConfig } from "../../../config";
import { MAX_KEY_AGE_MS } from "../../../lambda/delivery/redactor-provider";
import { DAYS_PER_MONTH, SECONDS_PER_DAY } from "./month";
import { invocationsOf } from "./traffic";
import type { Workload } from "./workload";

/**
 * How often the forwarders read the hash key in a month: each execution environment when the key is too old, but not
 * more often than it is invoked. The credentials of a sink are read once by each, which is not counted.
 */
export function keyReadsOf(config: EnvironmentConfig, workload: Workload): number {
  const readsPerDay = (SECONDS_PER_DAY * 1_000) / MAX_KEY_AGE_MS;
  return invocationsOf(config, workload).reduce((sum, { count, durationMs }) => {
    const concurrency = Math.max(1, (count * durationMs) / (SECONDS_PER_DAY * 1_000));
    return sum + Math.min(count, concurrency * readsPerDay) * DAYS_PER_MONTH;
  }, 0);
}
