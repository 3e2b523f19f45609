import type { BurnRateAlarm } from "./alarm";
import { FAST_BURN, SERVICE_LEVELS, type ServiceLevelId, SLOW_BURN } from "./service-levels";

export type BurnRateAlarmId = `${ServiceLevelId}-burn-${"fast" | "slow"}`;

/** A page and a ticket for each service level. */
export const BURN_RATE_ALARMS: readonly (BurnRateAlarm & { readonly id: BurnRateAlarmId })[] =
  SERVICE_LEVELS.flatMap(({ id, question }) => [
    {
      id: `${id}-burn-fast` as const,
      severity: "page" as const,
      serviceLevel: id,
      burnRates: FAST_BURN,
      description: `the service level ${id} loses its error budget fast: 2 % of it within an hour, or 5 % within six hours`,
      question,
    },
    {
      id: `${id}-burn-slow` as const,
      severity: "ticket" as const,
      serviceLevel: id,
      burnRates: SLOW_BURN,
      description: `the service level ${id} loses its error budget too fast to keep its target: 10 % of it within three days`,
      question,
    },
  ]);
