import type { EnvironmentConfig } from "../../config";
import { OperatorError, type CommandContext } from "../cli";
import { ASSUMPTIONS } from "../cost/estimate/assumptions";
import { BYTES_PER_GIB, DAYS_PER_MONTH, estimate, type LogVolumes, type Workload } from "../cost/estimate";
import { measuredVolumes } from "../cost/measured-volumes";
import { type PriceTable, pricesOf } from "../cost/prices";

const MINUTES_PER_DAY = 24 * 60;
const MEASURED_MS = 7 * MINUTES_PER_DAY * 60_000;

/** What a debug mode adds. */
export interface AdditionalCost {
  /** GiB of log lines. */
  readonly gib: number;
  /** US dollars, at list prices, without what Datadog and Sentry charge. */
  readonly usd: number;
}

/** @param minutes how long the application log has `factor` times its volume */
export function additionalCost(
  config: EnvironmentConfig,
  volumes: LogVolumes,
  prices: PriceTable,
  { factor, minutes }: { readonly factor: number; readonly minutes: number },
): AdditionalCost {
  const costOf = (application: LogVolumes["application"]) => {
    const workload: Workload = {
      volumes: { ...volumes, application },
      hosts: 1,
      // More lines, not more errors: the share falls as the volume of the application log rises.
      errorShare:
        ASSUMPTIONS.errorShare.value * (volumes.application.linesPerDay / (application.linesPerDay || 1)),
    };
    return estimate(config, workload, prices).usd;
  };
  const { bytesPerDay, linesPerDay } = volumes.application;
  const raised = { bytesPerDay: bytesPerDay * factor, linesPerDay: linesPerDay * factor };
  const days = minutes / MINUTES_PER_DAY;
  return {
    gib: ((raised.bytesPerDay - bytesPerDay) * days) / BYTES_PER_GIB,
    usd: ((costOf(raised) - costOf(volumes.application)) * days) / DAYS_PER_MONTH,
  };
}

/** The additional cost at the average volume of the last week, or why it cannot be estimated. */
export async function estimateAdditionalCost(
  context: Pick<CommandContext, "aws" | "config">,
  duration: { readonly factor: number; readonly minutes: number },
  now: number,
): Promise<AdditionalCost | string> {
  try {
    const prices = pricesOf(context.aws.region);
    const volumes = await measuredVolumes(context, now - MEASURED_MS, now);
    return additionalCost(context.config, volumes, prices, duration);
  } catch (error) {
    if (error instanceof OperatorError) return error.message;
    throw error;
  }
}
