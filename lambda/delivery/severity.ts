import type { Level } from "../../catalog";

/** Whether a level is an error. Sampling keeps all errors, and Sentry receives only errors. */
export function isError(level: Level | undefined): boolean {
  return level === "ERROR" || level === "CRITICAL";
}
