import { RetentionDays as Retention } from "aws-cdk-lib/aws-logs";
import type { RetentionDays } from "../../catalog";

/** Converts a number of days to the member of the CDK enumeration with that value. */
export function asRetention(days: RetentionDays): Retention {
  return Retention[Retention[days] as keyof typeof Retention];
}
