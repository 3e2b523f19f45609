import type { Log, RetentionDays } from "../catalog";
import type { EnvironmentConfig } from "./schema";

/** How long an environment keeps a log, in days: the value of its configuration, otherwise the default of the catalogue. */
export function retentionDaysOf(config: Pick<EnvironmentConfig, "retentionDays">, log: Log): RetentionDays {
  return config.retentionDays[log.id] ?? log.retentionDays;
}
