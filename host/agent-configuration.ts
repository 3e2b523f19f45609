import { hostLogStreamName, LEVELS, LOGS, logGroupName } from "../catalog";
import type { EnvironmentConfig } from "../config";
import { AGENT_USER } from "./names";

/**
 * The oldest supported CloudWatch agent. Earlier versions can stop sending a log that is written to rarely, and truncate
 * log events at 256 KB instead of 1 MB.
 */
export const MIN_AGENT_VERSION = "1.300071.0";

/**
 * Matches the first line of a log event: a JSON object, a line that begins with a time or a level, or any other line that
 * neither begins with white space nor is the last line of a traceback. That one begins with the name of the error's
 * class, and a colon or nothing follows the name: `sqlalchemy.exc.OperationalError: connection closed`. With the agent's
 * default, `^\S`, the line that states the error would be a log event of its own.
 *
 * The agent uses Go's regular expressions, which have no lookahead.
 */
const FIRST_LINE = `^(?:[^\\w\\s]|\\d|(?:${LEVELS.join("|")})\\b|[\\w.]+[^\\w.:])`;

/**
 * The time in `@timestamp`. The agent searches for the format in the whole log event and uses the first match. `%f` stands
 * for one to nine digits. Without a match, the event gets the time of the event before it in its log stream, or else the
 * current time. The forwarder does not depend on this: it reads the time of a record from the record.
 */
const TIMESTAMP = "%Y-%m-%dT%H:%M:%S.%f";

/**
 * The configuration of the CloudWatch agent, as JSON: one entry for each log file.
 *
 * - `log_stream_name` is one that the role of the host group may write (`LogWriter`).
 * - `run_as_user`: the agent needs only to read the log files, and its user is a member of the readers' group.
 * - `retention_in_days` is absent: the stack determines the retention, and the role may not change it.
 * - `publish_multi_logs` is absent, which means false: `file_path` names one file. With true, the agent would append the
 *   path to the name of the log stream.
 * - `auto_removal` is absent, which means false. It deletes a file at its end and does not support logrotate, which renames
 *   and recreates the file.
 *
 * Source: Amazon CloudWatch User Guide, "Manually create or edit the CloudWatch agent configuration file"; the agent's
 * JSON Schema (compared on 2026-11-27) and its source code of the log file input (read on 2026-11-26).
 */
export function agentConfiguration(config: EnvironmentConfig, hostGroup: string) {
  const { environment, app } = config;
  return {
    agent: { run_as_user: AGENT_USER },
    logs: {
      logs_collected: {
        files: {
          collect_list: LOGS.map(({ id, file }) => ({
            file_path: `${app.logDir}/${file}`,
            log_group_name: logGroupName(environment, id),
            log_stream_name: hostLogStreamName(hostGroup, "{instance_id}"),
            timestamp_format: TIMESTAMP,
            timezone: "UTC" as const,
            multi_line_start_pattern: FIRST_LINE,
            encoding: "utf-8" as const,
          })),
        },
      },
    },
  };
}
