import { type Level, LEVELS } from "../../catalog";
import { parseObject } from "./json";

export const DEBUG_FORMATS = ["json", "console"] as const;
export type DebugFormat = (typeof DEBUG_FORMATS)[number];

/**
 * The longest debug mode, in minutes. Readers ignore a value that lasts longer, so that no value, not even one written by
 * hand, raises the volume of logs for good.
 */
export const MAX_DEBUG_MINUTES = 240;

/** Another level, and another format, for a bounded time. All times are in RFC 3339, UTC. */
export interface DebugMode {
  readonly level: Level;
  /** @default - the format of the settings */
  readonly format?: DebugFormat;
  readonly since: string;
  readonly until: string;
  /** ARN of the principal who started it. */
  readonly startedBy: string;
}

/**
 * The debug mode that a stored value describes; undefined before its start, after its end, and for a malformed value. A
 * value therefore ends by itself. The application's `active_debug_mode` decides the same.
 *
 * @param now milliseconds since the epoch
 */
export function activeDebugMode(text: string, now: number): DebugMode | undefined {
  const mode = parse(text);
  if (!mode) return undefined;
  const since = milliseconds(mode.since);
  const until = milliseconds(mode.until);
  // A comparison with NaN is false.
  const isBounded = until - since <= MAX_DEBUG_MINUTES * 60_000;
  return isBounded && since <= now && now < until ? mode : undefined;
}

function parse(text: string): DebugMode | undefined {
  const value = parseObject(text);
  const { since, until, startedBy } = value;
  const level = LEVELS.find((each) => each === value["level"]);
  const format = DEBUG_FORMATS.find((each) => each === value["format"]);
  const isComplete =
    typeof since === "string" && typeof until === "string" && typeof startedBy === "string" && level;
  if (!isComplete || (value["format"] !== undefined && !format)) return undefined;
  return { level, ...(format && { format }), since, until, startedBy };
}

/** NaN unless the text is a time in UTC. */
function milliseconds(text: string): number {
  return text.endsWith("Z") ? Date.parse(text) : Number.NaN;
}
