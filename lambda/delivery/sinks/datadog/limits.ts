import type { BatchLimits } from "../sink";

/**
 * Limits of the logs intake, before compression: 1,000 logs and 5 MB per request, 1 MB per log (it truncates longer
 * ones, which breaks the JSON), and an age of up to 18 hours.
 * Source: Datadog API Reference, "Send logs".
 */
export const LIMITS: BatchLimits = { maxItems: 1_000, maxBytes: 5_000_000 };

export const MAX_LOG_BYTES = 1_000_000;

/** Leaves 15 minutes between encoding an event and its acceptance by the intake. */
export const MAX_AGE_MS = (18 * 60 - 15) * 60_000;

/** The intake normally responds to a full request within seconds. */
export const TIMEOUT_MS = 15_000;
