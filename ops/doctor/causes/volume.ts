import { sinksOf } from "../../../config";
import { SPAM } from "../../../host";
import { TIME_WINDOW } from "../../../lambda/delivery/sinks/datadog/limits";
import { failed, notVerifiable, verified } from "../../check/outcome";
import { formatTime } from "../../parking/list-objects";
import { query } from "../../query/query";
import type { Cause } from "../cause";

/** A share that a level or a logger has of the volume, in percent. */
const percent = (part: number, whole: number) => Math.round((100 * part) / Math.max(1, whole));

/** Half of the bytes. */
const DEBUG_PERCENT = 50;

export const debugLines: Cause = {
  id: "debug-lines",
  statement: "half of the bytes are lines of level `DEBUG`",
  remedy: "set `app.logLevel` to `INFO` and deploy; end debug mode on a host",
  async run({ evidence, since, config: { environment, app } }) {
    const lines = await evidence.recentLines();
    const bytes = lines.reduce((sum, line) => sum + line.bytes, 0);
    const debug = lines.reduce((sum, line) => sum + (line.level === "DEBUG" ? line.bytes : 0), 0);
    const share = percent(debug, bytes);
    const found = `${share} % of ${bytes} bytes since ${formatTime(since)} are lines of level DEBUG`;
    if (lines.length === 0)
      return notVerifiable(
        `no line arrived since ${formatTime(since)}`,
        "examine a longer time with --since",
      );
    if (share < DEBUG_PERCENT) return verified(found);
    return failed(
      found,
      app.logLevel === "DEBUG"
        ? `set app.logLevel to INFO in config/environments/${environment}.ts, and deploy`
        : `app.logLevel is ${app.logLevel}, so debug mode is on, or a host was changed: npx logs debug ${environment} off; if it is off, npx logs doctor ${environment} files-grow --hosts names the file`,
    );
  },
};

export const logSpam: Cause = {
  id: "log-spam",
  appliesTo: (config) => sinksOf(config).includes("opensearch"),
  statement: `one logger wrote ${SPAM.percent} % of the lines, and ${SPAM.lines.toLocaleString("en")} lines`,
  remedy: "read what it repeats, log it less often, or raise the level of this logger",
  async run({ command, since, config: { environment } }) {
    const { data } = await query(
      command,
      { format: "table", since: new Date(since).toISOString() },
      "log-volume",
    );
    const { rows } = data as {
      readonly rows: readonly { readonly logger: string; readonly lines: number }[];
    };
    const total = rows.reduce((sum, { lines }) => sum + lines, 0);
    const [most] = rows.toSorted((one, other) => other.lines - one.lines);
    if (!most)
      return notVerifiable(
        `no line with a logger since ${formatTime(since)}`,
        "examine a longer time with --since",
      );
    const shares = rows
      .toSorted((one, other) => other.lines - one.lines)
      .slice(0, 3)
      .map(({ logger, lines }) => `${logger} ${lines} lines (${percent(lines, total)} %)`)
      .join(", ");
    return percent(most.lines, total) >= SPAM.percent && most.lines >= SPAM.lines
      ? failed(
          `the logger ${most.logger} wrote ${percent(most.lines, total)} % of the lines since ${formatTime(since)}: ${shares}`,
          `read what it repeats: npx logs tail ${environment} --lines 100; then log it less often, or raise the level of the logger ${most.logger} in the application`,
        )
      : verified(`since ${formatTime(since)}: ${shares}`);
  },
};

/** Beyond this, a clock is wrong: NTP keeps clocks within a second. In milliseconds. */
const MAX_AHEAD_MS = 5 * 60_000;

export const clocks: Cause = {
  id: "clock-skew",
  statement: "lines have a time in the future, or were older than 18 hours when they arrived",
  remedy:
    "`sudo timedatectl set-ntp true`; Datadog has late lines under the time of delivery, with `original_timestamp`",
  async run({ evidence, since }) {
    const lines = await evidence.recentLines();
    const ahead = lines.filter(({ time, ingestedAt }) => time > ingestedAt + MAX_AHEAD_MS);
    const late = lines.filter(({ time, ingestedAt }) => time < ingestedAt - TIME_WINDOW.maxAgeMs);
    const [first] = [...ahead, ...late];
    if (!first)
      return verified(
        `the ${lines.length} lines since ${formatTime(since)} have the time of their arrival, within bounds`,
      );
    const minutes = Math.round(Math.abs(first.time - first.ingestedAt) / 60_000);
    return ahead.length > 0
      ? failed(
          `the clock of ${first.logStream} is ${minutes} minutes ahead: ${ahead.length} lines of the ${first.log} log have a time in the future`,
          "on that host, sudo timedatectl set-ntp true, and timedatectl shows whether it is synchronized",
        )
      : failed(
          `${late.length} lines were older than ${Math.round(TIME_WINDOW.maxAgeMs / 60_000)} minutes when they arrived, the first of ${first.logStream} by ${minutes} minutes: Datadog has them under the time of delivery`,
          "search Datadog for original_timestamp; if the agent of the host was not stopped, its clock is behind: sudo timedatectl set-ntp true",
        );
  },
};
