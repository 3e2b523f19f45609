import type { Level } from "./fields";
import type { LogId } from "./logs";
import { identifierNames } from "./masking";

/** A metric filter that CloudWatch Logs evaluates on a log group, independently of the forwarder. */
export type LogMetric = { readonly name: string } & (LevelCount | FindingsCount);

/** Counts the lines with these levels in a log. */
interface LevelCount {
  readonly log: LogId;
  readonly levels: readonly Level[];
}

/** Counts the data protection findings that report one of these identifiers, in any log group. */
interface FindingsCount {
  readonly log: "findings";
  readonly identifiers: readonly string[];
}

/** A log group whose lines are counted. */
export type CountedLog = LogMetric["log"];

export const LOG_METRICS = {
  applicationErrors: {
    name: "ApplicationErrors",
    log: "application",
    levels: ["ERROR", "CRITICAL"],
  },
  // Not the metric LogEventsWithFindings, which is documented without dimensions: it also counts the account's other
  // log groups, and every e-mail address.
  loggedSecrets: {
    name: "LoggedSecrets",
    log: "findings",
    identifiers: [
      ...identifierNames("credential"),
      // The documentation has two spellings of this identifier.
      "OpenSSHPrivateKey",
      ...identifierNames("financial"),
    ],
  },
} as const satisfies Readonly<Record<string, LogMetric>>;

export type LogMetricId = keyof typeof LOG_METRICS;
