import { stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { type CollectedFiles, type HostIdentity, parseConfiguration } from "./configuration";
import { type FollowedFile, followFile, type Generation, namesIn } from "./followed-file";
import { groupLines } from "./log-events";
import { type LogEvent, openLogStream } from "./put-log-events";
import { readState, writeState } from "./state";

export interface AgentOptions {
  /** The content of the agent's configuration file. */
  readonly configuration: unknown;
  readonly identity: HostIdentity;
  readonly client: Pick<CloudWatchLogsClient, "send">;
  /** Keeps the positions in the files, so that a restart continues there. */
  readonly stateFile: string;
  /**
   * Milliseconds since the epoch.
   * @default Date.now
   */
  readonly now?: () => number;
}

/** Sends the lines of log files to CloudWatch Logs. Its calls must not overlap. */
export interface Agent {
  /**
   * Sends what was added to the files since the last call, complete lines only. The last event of a file waits for
   * further lines, 5 seconds long. Resolves to the number of lines.
   *
   * @throws Error if CloudWatch Logs refuses events; the next call sends them again
   */
  ship(): Promise<number>;
  /** Like `ship`, but sends the last event of each file at once: nobody writes any more. */
  drain(): Promise<number>;
  /** Closes the files. */
  close(): Promise<void>;
}

/** Source: `tailersrc.go` in aws/amazon-cloudwatch-agent: five times `multilineWaitPeriod`. */
const MULTI_LINE_WAIT_MS = 5_000;

/**
 * Extensions of compressed files, which a wildcard does not match. Source: `logfile.go` in
 * aws/amazon-cloudwatch-agent.
 */
const COMPRESSED = new Set([".tar", ".zst", ".gz", ".zip", ".bz2", ".rar"]);

/**
 * A stand-in for the CloudWatch agent that obeys the agent's configuration. It delivers each line at least once, and
 * exactly once unless a request fails or the process ends before the positions are saved.
 *
 * @throws Error if the stand-in does not support a part of the configuration
 */
export async function createAgent(options: AgentOptions): Promise<Agent> {
  const { configuration, identity, client, stateFile, now = Date.now } = options;
  const state = await readState(stateFile);
  const sources = parseConfiguration(configuration, identity).map((collected) => ({
    ...collected,
    stream: openLogStream(client, collected),
    files: new Map<string, FollowedFile>(),
    /** Of the last event with a timestamp; an event without one gets it too. Source: `convert.go` of the agent. */
    lastTimestamp: undefined as number | undefined,
  }));
  type Source = (typeof sources)[number];
  const growth = new WeakMap<Generation, { size: number; at: number }>();

  return {
    ship: () => shipAll(false),
    drain: () => shipAll(true),
    async close() {
      for (const file of followedFiles()) await file.close();
    },
  };

  async function shipAll(isDraining: boolean): Promise<number> {
    let lines = 0;
    for (const source of sources) {
      const path = await newestMatch(source);
      if (path !== undefined && !source.files.has(path))
        source.files.set(path, followFile(path, state[path] ?? []));
      for (const file of source.files.values())
        for (const generation of await file.generations())
          lines += await shipGeneration(source, generation, isDraining);
    }
    // Also without a line: a restart has to know which files were seen.
    await savePositions();
    return lines;
  }

  async function savePositions(): Promise<void> {
    const before = JSON.stringify(state);
    for (const file of followedFiles()) state[file.path] = file.positions();
    if (JSON.stringify(state) !== before) await writeState(stateFile, state);
  }

  async function shipGeneration(
    source: Source,
    generation: Generation,
    isDraining: boolean,
  ): Promise<number> {
    const groups = groupLines(await generation.readUnsent(), source.startPattern);
    const isComplete = isDraining || generation.isSuperseded || hasWaited(generation);
    const complete = isComplete ? groups : groups.slice(0, -1);
    const events = complete.filter(({ text }) => text !== "").map(({ text }) => toEvent(source, text));
    if (events.length > 0) await source.stream.put(events);
    generation.markSent(complete.reduce((total, { bytes }) => total + bytes, 0));
    if (complete.length === 0) return 0;
    await savePositions();
    return complete.reduce((total, { lines }) => total + lines, 0);
  }

  function hasWaited(generation: Generation): boolean {
    const before = growth.get(generation);
    if (before?.size === generation.size) return now() - before.at >= MULTI_LINE_WAIT_MS;
    growth.set(generation, { size: generation.size, at: now() });
    return false;
  }

  function toEvent(source: Source, message: string): LogEvent {
    if (source.timestampFormat === undefined) return { message, timestamp: now() };
    source.lastTimestamp = source.timestampFormat.parse(message) ?? source.lastTimestamp;
    return { message, timestamp: source.lastTimestamp ?? now() };
  }

  function followedFiles(): readonly FollowedFile[] {
    return sources.flatMap(({ files }) => [...files.values()]);
  }
}

/**
 * The path, or of the files that match a path with wildcards the one that was modified last. Source: Amazon CloudWatch
 * User Guide, `file_path`: "Only the latest file is pushed to CloudWatch Logs based on file modification time."
 */
async function newestMatch({ filePath }: CollectedFiles): Promise<string | undefined> {
  if (!/[*?]/.test(filePath)) return filePath;
  const folder = dirname(filePath);
  const pattern = new RegExp(
    `^${basename(filePath)
      .split(/([*?])/)
      .map(globPart)
      .join("")}$`,
  );
  const matches = await Promise.all(
    (await namesIn(folder))
      .filter((name) => pattern.test(name) && !COMPRESSED.has(extname(name)))
      .map(async (name) => ({
        path: join(folder, name),
        modified: (await stat(join(folder, name))).mtimeMs,
      })),
  );
  return matches.sort((a, b) => b.modified - a.modified)[0]?.path;
}

function globPart(part: string): string {
  if (part === "*") return ".*";
  return part === "?" ? "." : part.replace(/[\\^$.+()[\]{}|]/g, "\\$&");
}
