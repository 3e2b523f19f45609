import type { TimeWindow } from "../event-time";
import type { BatchLimits } from "../sink";

/**
 * Limits of the logs intake, before compression: 1,000 logs and 5 MB per request, 1 MB per log (it truncates longer
 * ones, which breaks the JSON). Source: Datadog API Reference, "Send logs".
 */
export const LIMITS: BatchLimits = { maxItems: 1_000, maxBytes: 5_000_000 };

export const MAX_LOG_BYTES = 1_000_000;

/**
 * Up to 18 hours in the past and two hours in the future. 15 minutes are left between encoding an event and its
 * acceptance by the intake. Source: Datadog documentation, "Log Date Remapper".
 */
export const TIME_WINDOW: TimeWindow = { maxAgeMs: (18 * 60 - 15) * 60_000, maxAheadMs: 2 * 3_600_000 };

/** The intake normally responds to a full request within seconds. */
export const TIMEOUT_MS = 15_000;
