import { ACCOUNT_ALARMS } from "./account-alarms";
import type { Alarm } from "./alarm";
import { APPLICATION_ALARMS } from "./application-alarms";
import { ARCHIVE_ALARMS } from "./archive-alarms";
import { BURN_RATE_ALARMS, type BurnRateAlarmId } from "./burn-rate-alarms";
import { DOMAIN_ALARMS } from "./domain-alarms";
import { NOTIFICATION_ALARMS } from "./notification-alarms";
import { PIPELINE_ALARMS } from "./pipeline-alarms";

export * from "./alarm";
export * from "./conditions";
export * from "./evidence";
export * from "./log-alarms";
export * from "./service-levels";

const METRIC_ALARMS = [
  ...APPLICATION_ALARMS,
  ...PIPELINE_ALARMS,
  ...DOMAIN_ALARMS,
  ...ARCHIVE_ALARMS,
  ...NOTIFICATION_ALARMS,
  ...ACCOUNT_ALARMS,
] as const;

export type AlarmId = (typeof METRIC_ALARMS)[number]["id"] | BurnRateAlarmId;

/** Every alarm. An environment has those whose metric exists there. */
export const ALARMS: readonly (Alarm & { readonly id: AlarmId })[] = [...BURN_RATE_ALARMS, ...METRIC_ALARMS];
