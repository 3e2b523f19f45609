import type { Level } from "../../catalog";

/** What somebody should look at: never left out by a sampling rate, and an event in Sentry. */
export function isError(level: Level | undefined): boolean {
  return level === "ERROR" || level === "CRITICAL";
}
