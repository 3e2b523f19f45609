import type { BatchLimits } from "../sink";

/**
 * Limits of Sentry's events.
 *
 * - Size of a request: 200 KB compressed, 1 MB decompressed. Source: Sentry documentation, "Size Limits". An
 *   uncompressed size within the first limit satisfies both.
 * - Lengths of texts, in characters: Sentry Developer Documentation, "Data Handling", "Variable Size", and Relay's
 *   event schema. Sentry truncates or drops longer texts, so the sink truncates them with a note.
 */
export const MAX_ENVELOPE_BYTES = 190_000;
export const MAX_MESSAGE = 8_192;
export const MAX_TAG_VALUE = 200;
export const MAX_LOGGER = 64;
export const MAX_RELEASE = 200;
export const MAX_ENVIRONMENT = 64;
/** Maximum length of file names, function names and source lines, and of server, transaction and exception names. */
export const MAX_SYMBOL = 256;
export const MAX_FRAMES = 50;
/** Maximum nesting of objects and lists in `extra`, including `extra` itself. */
export const MAX_EXTRA_DEPTH = 5;

/**
 * Sentry replaces the timestamp of an event that is older than 30 days or more than one minute in the future. One hour
 * is left as a margin for the delivery.
 */
export const MAX_AGE_MS = (30 * 24 - 1) * 3_600_000;
export const MAX_AHEAD_MS = 60_000;

/** An envelope contains one event, so a batch needs one request per event. All of them are sent concurrently. */
export const LIMITS: BatchLimits = { maxItems: 5, maxBytes: 5 * MAX_ENVELOPE_BYTES + 6 };

export const TIMEOUT_MS = 10_000;
