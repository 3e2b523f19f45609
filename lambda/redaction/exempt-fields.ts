import { DETECTORS_SKIPPED_IN_IDS, ID_FIELD_NAMES } from "./id-fields";
import { SAFE_FIELD_NAMES } from "./keys/safe-fields";

/** A part of an event that leaves the account as it is, and why it contains no sensitive data. */
export interface ExemptField {
  /** What has the fields: a payload of CloudWatch Logs, one of its log events, or the log record. */
  readonly of: "payload" | "log event" | "log record";
  readonly fields: readonly string[];
  /** What is not redacted. Any other value of the field is redacted. */
  readonly value: string;
  readonly reason: string;
}

/** The only parts of an event that redaction does not change. */
export const EXEMPT_FIELDS: readonly ExemptField[] = [
  {
    of: "payload",
    fields: ["owner"],
    value: "an account id of twelve digits",
    reason: "AWS assigns it",
  },
  {
    of: "payload",
    fields: ["logGroup"],
    value: "the name of one of the environment's log groups",
    reason: "the catalogue defines it; a payload of any other log group is not forwarded",
  },
  {
    of: "log event",
    fields: ["id"],
    value: "every value",
    reason: "CloudWatch Logs assigns it, and sinks recognize duplicates by it",
  },
  {
    of: "log event",
    fields: ["timestamp"],
    value: "every value",
    reason: "it is a number of milliseconds; a payload with any other value is not forwarded",
  },
  {
    of: "log record",
    fields: SAFE_FIELD_NAMES,
    value: "a number, a time or a level, as the type of the field requires",
    reason: "it cannot contain text",
  },
  {
    of: "log record",
    fields: ID_FIELD_NAMES,
    value: `an id of 8 to 64 hexadecimal digits and dashes, also after a prefix such as req-; any other value is redacted, but not by these detectors: ${[...DETECTORS_SKIPPED_IN_IDS].join(", ")}`,
    reason: "one in a few thousand numeric ids has the format of a card number",
  },
];
