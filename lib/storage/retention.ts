import { RetentionDays as Retention } from "aws-cdk-lib/aws-logs";
import type { Log, RetentionDays } from "../../catalog";
import type { EnvironmentConfig } from "../../config";

/** How long an environment keeps a log, in days: what its configuration says, otherwise what the catalogue says. */
export function retentionDaysOf(config: Pick<EnvironmentConfig, "retentionDays">, log: Log): RetentionDays {
  return config.retentionDays[log.id] ?? log.retentionDays;
}

/** A number of days as the CDK has it: a member of its enumeration, whose value is that number. */
export function asRetention(days: RetentionDays): Retention {
  return Retention[Retention[days] as keyof typeof Retention];
}
