import type { BatchLimits } from "../sink";

/**
 * What the logs intake takes, before compression: 1,000 logs and 5 MB a request, 1 MB a log (more is cut there, which
 * breaks the JSON), and logs of up to 18 hours ago.
 * Source: Datadog API Reference, "Send logs".
 */
export const LIMITS: BatchLimits = { maxItems: 1_000, maxBytes: 5_000_000 };

export const MAX_LOG_BYTES = 1_000_000;

/** Leaves a quarter of an hour for what lies between writing a request and its being taken. */
export const MAX_AGE_MS = (18 * 60 - 15) * 60_000;

/** A full request is compressed, sent and answered within seconds; a slower intake is not well. */
export const TIMEOUT_MS = 15_000;
