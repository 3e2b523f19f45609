import type { Severity } from "../../catalog";
import { isObject, parseObject } from "../shared/json";

export interface Link {
  readonly title: string;
  readonly url: string;
}

/** What people receive, for every channel the same. Text of log lines is redacted before it gets here. */
export interface Notification {
  readonly environment: string;
  readonly severity: Severity;
  readonly state: "firing" | "resolved";
  /** Equal for the start and the end of one alarm, so that a receiver can join them. */
  readonly key: string;
  /** One line: state, severity, alarm and environment. */
  readonly title: string;
  /** What failed. */
  readonly description: string;
  /** The number against its threshold, and further facts, each one line. */
  readonly facts: readonly string[];
  /** When the alarm fired, or when it ended, in RFC 3339. */
  readonly since: string;
  /** How long an alarm that ended was active; absent if its history does not have the start. */
  readonly durationSeconds?: number;
  /** Log lines, or rows of an answer. */
  readonly evidence: readonly Evidence[];
  readonly links: readonly Link[];
}

/** What the logs show. */
export interface Evidence {
  readonly title: string;
  /** If there are none, the title says why. */
  readonly lines: readonly string[];
}

/** Reads a notification that this project wrote; undefined for any other text. */
export function parseNotification(text: string): Notification | undefined {
  const found = parseObject(text);
  const isNotification =
    isObject(found) &&
    typeof found["key"] === "string" &&
    Array.isArray(found["links"]) &&
    "evidence" in found;
  return isNotification ? (found as unknown as Notification) : undefined;
}
