import { toUSVString } from "node:util";
import { isObject, type JsonObject } from "../../lambda/shared/json";

/** Source: Sentry Developer Documentation, "Event Payloads". */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  ..."event_id timestamp platform level logger transaction server_name release dist tags environment modules".split(
    " ",
  ),
  ..."extra fingerprint errors exception message logentry request user contexts breadcrumbs sdk threads".split(
    " ",
  ),
  ..."debug_meta type".split(" "),
]);
const LEVELS: readonly unknown[] = ["fatal", "error", "warning", "info", "debug"];
/** Tags that Sentry derives from the event's attributes; it discards a sent tag with such a name. */
const DERIVED_TAGS: ReadonlySet<string> = new Set(
  "release dist environment user filename function".split(" "),
);

type Rule = (event: JsonObject) => boolean;

/**
 * The rules of Sentry for an event. Sentry drops an event, or the part of it that breaks a rule, without an error. This
 * intake rejects the event for every rule, so that a test detects the loss.
 */
const RULES: Readonly<Record<string, Rule>> = {
  "event_id is not 32 lower-case hex digits": ({ event_id }) => !matches(event_id, /^[0-9a-f]{32}$/),
  "timestamp is not a number of seconds": ({ timestamp }) =>
    typeof timestamp !== "number" || timestamp > 1e11,
  "an attribute is unknown": (event) => Object.keys(event).some((name) => !ATTRIBUTES.has(name)),
  "level is unknown": ({ level }) => !LEVELS.includes(level),
  "a text is not well-formed": (event) =>
    someNestedValue(event, (value) => typeof value === "string" && toUSVString(value) !== value),
  "a text contains a NUL": (event) =>
    someNestedValue(event, (value) => typeof value === "string" && value.includes("\0")),
  "message is longer than 8,192": ({ message }) => isPresent(message) && !isText(message, 8_192),
  "logger is longer than 64 or not on one line": ({ logger }) =>
    isPresent(logger) && !matches(logger, /^[^\r\n]{1,64}$/),
  "release cannot be a URL path segment": ({ release }) =>
    isPresent(release) && !isUrlPathSegment(release, 200),
  "environment cannot be a URL path segment": ({ environment }) =>
    isPresent(environment) && !isUrlPathSegment(environment, 64),
  "a tag is empty, too long or reserved": ({ tags = {} }) =>
    !isObject(tags) || Object.entries(tags).some(isInvalidTag),
  "fingerprint is not a list of texts": ({ fingerprint = [] }) =>
    !Array.isArray(fingerprint) || !fingerprint.every((part) => isText(part, 1_024)),
  "an exception is empty or has no frames": ({ exception }) =>
    isPresent(exception) && !exceptionsOf(exception).every(isException),
  "extra is deeper than 5": ({ extra = {} }) => depthOf(extra) > 5,
};

/** The first rule that the event violates. */
export function violatedRule(event: JsonObject): string | undefined {
  return Object.entries(RULES).find(([, isViolated]) => isViolated(event))?.[0];
}

function isPresent(value: unknown): boolean {
  return value !== undefined;
}

function isText(value: unknown, max: number): boolean {
  return typeof value === "string" && value.length > 0 && value.length <= max;
}

function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === "string" && pattern.test(value);
}

/** Source: sentry-release-parser, with which Sentry validates releases and environments. */
function isUrlPathSegment(value: unknown, max: number): boolean {
  return (
    isText(value, max) && matches(value, /^[^/\r\n\t\f]+$/) && !matches(value, /^(?:\.|\.\.|latest|none)$/i)
  );
}

function isInvalidTag([key, value]: [string, unknown]): boolean {
  const isValid = /^[\w.:-]{1,32}$/.test(key) && matches(value, /^[^\n]{1,200}$/) && matches(value, /\S/);
  return !isValid || DERIVED_TAGS.has(key);
}

function exceptionsOf(exception: unknown): readonly unknown[] {
  const values = isObject(exception) ? exception["values"] : undefined;
  return Array.isArray(values) && values.length > 0 ? values : [undefined];
}

function isException(value: unknown): boolean {
  if (!isObject(value) || !isText(value["type"], 256)) return false;
  const { stacktrace, value: message } = value;
  if (typeof message !== "string" || message.length > 8_192) return false;
  if (stacktrace === undefined) return true;
  const frames = isObject(stacktrace) ? stacktrace["frames"] : undefined;
  return Array.isArray(frames) && frames.length > 0 && frames.length <= 50 && frames.every(isFrame);
}

function isFrame(value: unknown): boolean {
  return isObject(value) && (isText(value["filename"], 256) || isText(value["function"], 256));
}

/** Whether the predicate is true for a value or for any nested value or key. */
function someNestedValue(value: unknown, predicate: (value: unknown) => boolean): boolean {
  if (predicate(value)) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, inner]) => predicate(key) || someNestedValue(inner, predicate));
}

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
