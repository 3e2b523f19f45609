import type { BatchLimits } from "../sink";

/**
 * What Sentry takes of an event.
 *
 * - A request: 200 KB compressed, 1 MB decompressed. Source: Sentry documentation, "Size Limits". What is within the
 *   first before compression is within both.
 * - Texts: Sentry Developer Documentation, "Data Handling", "Variable Size", and Relay's event schema; lengths in
 *   characters. What is longer is cut there or lost, so it is cut here with a note.
 */
export const MAX_ENVELOPE_BYTES = 190_000;
export const MAX_MESSAGE = 8_192;
export const MAX_TAG_VALUE = 200;
export const MAX_LOGGER = 64;
export const MAX_RELEASE = 200;
export const MAX_ENVIRONMENT = 64;
/** A file, a function, a line of source; the name of a server, a transaction, an exception. */
export const MAX_SYMBOL = 256;
export const MAX_FRAMES = 50;
/** Objects and lists within each other in `extra`, itself included. */
export const MAX_EXTRA_DEPTH = 5;

/** An event is re-dated that is older than 30 days or more than a minute ahead; an hour is left for its way. */
export const MAX_AGE_MS = (30 * 24 - 1) * 3_600_000;
export const MAX_AHEAD_MS = 60_000;

/** An envelope holds one event, so a batch is as many requests as events, and all of them are open at once. */
export const LIMITS: BatchLimits = { maxItems: 5, maxBytes: 5 * MAX_ENVELOPE_BYTES + 6 };

export const TIMEOUT_MS = 10_000;
