import { z } from "zod";
import { parseTimestampFormat, type TimestampFormat } from "./timestamp-format";

/** What the agent puts for the placeholders in names. */
export interface HostIdentity {
  /** For `{instance_id}`. */
  readonly instanceId: string;
  /** For `{hostname}`: the name from the instance metadata. */
  readonly hostname: string;
  /** For `{local_hostname}`: the name that the operating system has. */
  readonly localHostname: string;
}

/** One entry of `collect_list`, ready to use. */
export interface CollectedFiles {
  /** Absolute path. The file name can contain `*` and `?`. */
  readonly filePath: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** Undefined: the events have the time at which they are read. */
  readonly timestampFormat: TimestampFormat | undefined;
  /** A line that matches begins a new event. Other lines continue the event before. */
  readonly startPattern: RegExp;
}

/**
 * Without `multi_line_start_pattern`, "any line that begins with a non-whitespace character closes the previous log
 * message". Source: as `SCHEMA`.
 */
const DEFAULT_START_PATTERN = "^\\S";
const DEFAULT_LOG_STREAM_NAME = "{instance_id}";

/** Keys without effect on which events are sent where. */
const WITHOUT_EFFECT = z.unknown().optional();

/**
 * The part of the agent's configuration that the stand-in obeys. Any other key is an error: the stand-in would not do
 * what it says. Source: Amazon CloudWatch User Guide, "Manually create or edit the CloudWatch agent configuration file".
 */
const SCHEMA = z.strictObject({
  agent: z
    .strictObject({
      debug: WITHOUT_EFFECT,
      logfile: WITHOUT_EFFECT,
      metrics_collection_interval: WITHOUT_EFFECT,
      omit_hostname: WITHOUT_EFFECT,
      quiet: WITHOUT_EFFECT,
      region: WITHOUT_EFFECT,
      run_as_user: WITHOUT_EFFECT,
    })
    .optional(),
  logs: z.strictObject({
    force_flush_interval: WITHOUT_EFFECT,
    log_stream_name: z.string().default(DEFAULT_LOG_STREAM_NAME),
    logs_collected: z.strictObject({
      files: z.strictObject({
        collect_list: z
          .array(
            z.strictObject({
              file_path: z.string().startsWith("/", "expected an absolute path"),
              log_group_name: z.string(),
              log_group_class: z.literal("STANDARD").optional(),
              log_stream_name: z.string().optional(),
              // Any other value makes the agent change the retention of the log group, which belongs to its stack.
              retention_in_days: z.literal(-1).optional(),
              publish_multi_logs: z.literal(false).optional(),
              auto_removal: z.literal(false).optional(),
              timestamp_format: z.string().optional(),
              multi_line_start_pattern: z.string().optional(),
              timezone: z.enum(["UTC", "Local"]).default("Local"),
              encoding: z.enum(["utf-8", "utf_8", "utf8", "ascii"]).optional(),
            }),
          )
          .min(1),
      }),
    }),
  }),
});

/** The configuration file as JSON: what `parseConfiguration` accepts. */
export type AgentConfiguration = z.input<typeof SCHEMA>;

/** @throws Error that lists every key that is unknown or has an unsupported value */
export function parseConfiguration(json: unknown, identity: HostIdentity): readonly CollectedFiles[] {
  const result = SCHEMA.safeParse(json);
  if (!result.success)
    throw new Error(
      `the configuration of the CloudWatch agent is not supported by the stand-in:\n${z.prettifyError(result.error)}`,
    );
  const { logs } = result.data;
  return logs.logs_collected.files.collect_list.map((entry) => {
    const timestampFormat =
      entry.timestamp_format === undefined
        ? undefined
        : parseTimestampFormat(entry.timestamp_format, entry.timezone);
    return {
      filePath: entry.file_path,
      logGroupName: withIdentity(entry.log_group_name, identity),
      logStreamName: withIdentity(entry.log_stream_name ?? logs.log_stream_name, identity),
      timestampFormat,
      startPattern: startPattern(entry.multi_line_start_pattern, timestampFormat),
    };
  });
}

function withIdentity(name: string, { instanceId, hostname, localHostname }: HostIdentity): string {
  const values: Readonly<Record<string, string>> = {
    "{instance_id}": instanceId,
    "{hostname}": hostname,
    "{local_hostname}": localHostname,
  };
  return name.replace(/\{[^}]*\}/g, (placeholder) => {
    const value = values[placeholder];
    if (value === undefined)
      throw new Error(
        `the name ${JSON.stringify(name)} has ${placeholder}, expected one of ${Object.keys(values).join(", ")}`,
      );
    return value;
  });
}

function startPattern(pattern = DEFAULT_START_PATTERN, format: TimestampFormat | undefined): RegExp {
  if (pattern !== "{timestamp_format}") return new RegExp(pattern);
  if (format === undefined)
    throw new Error(
      'multi_line_start_pattern is "{timestamp_format}", and the entry has no timestamp_format',
    );
  return format.pattern;
}
