import type { TimeWindow } from "../event-time";
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
/**
 * Size from which an envelope is compressed. To compress a smaller one takes more than half of the CPU of its event
 * (`npm run bench`), and saves a few kilobytes; the storm filter limits how many are sent. Requests of other sinks have
 * hundreds of events, and compression takes a few percent of their CPU.
 */
export const COMPRESS_FROM_BYTES = 16_384;
export const MAX_MESSAGE = 8_192;
export const MAX_TAG_VALUE = 200;
export const MAX_LOGGER = 64;
export const MAX_RELEASE = 200;
export const MAX_ENVIRONMENT = 64;
/** Maximum length of file names, function names and source lines, and of server, transaction and exception names. */
export const MAX_SYMBOL = 256;
/** Maximum length of the id of a user. Source: Relay's event schema. */
export const MAX_USER_ID = 128;
/** Maximum number of frames in a stack trace. */
export const MAX_FRAMES = 50;
/**
 * Maximum size of all exceptions of an event as JSON, in bytes. With the other parts at their limits, an envelope still
 * has room for `extra`.
 */
export const MAX_EXCEPTIONS_BYTES = 130_000;
/**
 * Maximum length of a value in `extra`, in characters: of a text itself, of other values as JSON. Source: Relay's event
 * schema.
 */
export const MAX_EXTRA_VALUE = 16_384;
/** Maximum nesting of objects and lists in `extra`, including `extra` itself. */
export const MAX_EXTRA_DEPTH = 5;

/**
 * Sentry replaces the timestamp of an event that is older than 30 days or more than one minute in the future. One hour
 * is left as a margin for the delivery.
 */
export const TIME_WINDOW: TimeWindow = { maxAgeMs: (30 * 24 - 1) * 3_600_000, maxAheadMs: 60_000 };

/** An envelope contains one event, so a batch needs one request per event. All of them are sent concurrently. */
export const LIMITS: BatchLimits = { maxItems: 5, maxBytes: 5 * MAX_ENVELOPE_BYTES + 6 };

export const TIMEOUT_MS = 10_000;
