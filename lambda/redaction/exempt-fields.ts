import { DETECTORS_SKIPPED_IN_IDS, ID_FIELD_NAMES } from "./id-fields";
import { SAFE_FIELD_NAMES } from "./keys/safe-fields";

/** A part of an event that leaves the account as it is, and why it contains no sensitive data. */
export interface ExemptField {
  /** Names of fields: of the payload of CloudWatch Logs, of a log event, or of the log record. */
  readonly fields: readonly string[];
  /** What is not redacted. Any other value of the field is redacted. */
  readonly value: string;
  readonly reason: string;
}

/** The only parts of an event that redaction does not change. */
export const EXEMPT_FIELDS: readonly ExemptField[] = [
  {
    fields: ["owner"],
    value: "an account id of twelve digits",
    reason: "AWS assigns it",
  },
  {
    fields: ["logGroup"],
    value: "the name of one of the environment's log groups",
    reason: "the catalogue defines it; a payload of any other log group is not forwarded",
  },
  {
    fields: ["id"],
    value: "every value",
    reason: "CloudWatch Logs assigns it, and sinks recognize duplicates by it",
  },
  {
    fields: ["timestamp"],
    value: "every value",
    reason: "it is a number of milliseconds; a payload with any other value is not forwarded",
  },
  {
    fields: SAFE_FIELD_NAMES,
    value: "a number, a time or a level, as the type of the field requires",
    reason: "it cannot contain text",
  },
  {
    fields: ID_FIELD_NAMES,
    value: `an id of hexadecimal digits and dashes, and what only these detectors find: ${[...DETECTORS_SKIPPED_IN_IDS].join(", ")}`,
    reason: "one in a few thousand numeric ids has the format of a card number",
  },
];
