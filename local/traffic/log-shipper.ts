import { open } from "node:fs/promises";
import {
  type CloudWatchLogsClient,
  CreateLogStreamCommand,
  type InputLogEvent,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
} from "@aws-sdk/client-cloudwatch-logs";

/**
 * Limits of one PutLogEvents request. An event counts its UTF-8 bytes plus 26. Source: Amazon CloudWatch Logs API
 * Reference, "PutLogEvents".
 */
const PUT_LIMITS = { maxEvents: 10_000, maxBytes: 1_048_576, overheadBytes: 26 } as const;

/** Small enough that a run has several subscription deliveries, as with the agent's flush interval on a host. */
const EVENTS_PER_PUT = Math.min(500, PUT_LIMITS.maxEvents);

export interface LogShipper {
  /** Sends the lines that were added to the file since the last call, complete lines only. Resolves to their number. */
  ship(): Promise<number>;
}

/** Sends the lines of one log file to one log stream, as the CloudWatch agent does on a host. */
export function createLogShipper(
  client: CloudWatchLogsClient,
  logFile: string,
  logGroupName: string,
  logStreamName: string,
): LogShipper {
  let offset = 0;
  let created = false;
  return {
    async ship() {
      const lines = await linesAfter(logFile, offset);
      if (lines.length === 0) return 0;
      if (!created) {
        await createLogStream(client, logGroupName, logStreamName);
        created = true;
      }
      for (const logEvents of toBatches(lines)) {
        const { rejectedLogEventsInfo: rejected } = await client.send(
          new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }),
        );
        if (rejected) throw new Error(`${logGroupName} rejected log events: ${JSON.stringify(rejected)}`);
      }
      offset += lines.reduce((bytes, line) => bytes + Buffer.byteLength(line) + 1, 0);
      return lines.length;
    },
  };
}

async function linesAfter(path: string, offset: number): Promise<string[]> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - offset), 0, size - offset, offset);
    return buffer.toString("utf8", 0, bytesRead).split("\n").slice(0, -1);
  } finally {
    await file.close();
  }
}

async function createLogStream(
  client: CloudWatchLogsClient,
  logGroupName: string,
  logStreamName: string,
): Promise<void> {
  try {
    await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
  } catch (error) {
    if (!(error instanceof ResourceAlreadyExistsException)) throw error;
  }
}

function* toBatches(lines: readonly string[]): Generator<InputLogEvent[]> {
  let batch: InputLogEvent[] = [];
  let bytes = 0;
  for (const message of lines) {
    const size = Buffer.byteLength(message) + PUT_LIMITS.overheadBytes;
    if (batch.length === EVENTS_PER_PUT || bytes + size > PUT_LIMITS.maxBytes) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push({ message, timestamp: timeOf(message) });
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** The agent reads the time from the line (`timestamp_format`), and uses the current time for a line without one. */
function timeOf(line: string): number {
  const timestamp = /"@timestamp":"([^"]+)"/.exec(line)?.[1];
  const time = timestamp === undefined ? Number.NaN : Date.parse(timestamp);
  return Number.isNaN(time) ? Date.now() : time;
}
