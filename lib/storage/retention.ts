import { RetentionDays as Retention } from "aws-cdk-lib/aws-logs";
import type { Log, RetentionDays } from "../../catalog";
import type { EnvironmentConfig } from "../../config";

/** How long an environment keeps a log, in days: the value of its configuration, otherwise the default of the catalogue. */
export function retentionDaysOf(config: Pick<EnvironmentConfig, "retentionDays">, log: Log): RetentionDays {
  return config.retentionDays[log.id] ?? log.retentionDays;
}

/** Converts a number of days to the member of the CDK enumeration with that value. */
export function asRetention(days: RetentionDays): Retention {
  return Retention[Retention[days] as keyof typeof Retention];
}
