import type { Level } from "./fields";
import type { LogId } from "./logs";
import { identifierNames } from "./masking";

/** A count that CloudWatch Logs makes of a log group's own lines, whether or not the forwarder works. */
export type LogMetric = { readonly name: string } & (LevelCount | FindingsCount);

/** Counts the lines of these levels in a log. */
interface LevelCount {
  readonly log: LogId;
  readonly levels: readonly Level[];
}

/** Counts the findings of data protection that name one of these identifiers, whichever log group they are about. */
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
  // Not the metric LogEventsWithFindings, which is documented without dimensions: it would count the account's other
  // log groups too, and every e-mail address.
  loggedSecrets: {
    name: "LoggedSecrets",
    log: "findings",
    identifiers: [
      ...identifierNames("credential"),
      // The documentation has two spellings of the same.
      "OpenSSHPrivateKey",
      ...identifierNames("financial"),
    ],
  },
} as const satisfies Readonly<Record<string, LogMetric>>;

export type LogMetricId = keyof typeof LOG_METRICS;
