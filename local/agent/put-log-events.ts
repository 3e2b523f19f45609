import {
  type CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
} from "@aws-sdk/client-cloudwatch-logs";

export interface LogEvent {
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
}

const DAY_MS = 24 * 3_600_000;

/**
 * Limits of one request. An event counts its UTF-8 bytes plus 26, and may be as large as a batch. Source: Amazon
 * CloudWatch Logs API Reference, "PutLogEvents". Earlier versions of that page also limit the time span of a batch to 24
 * hours.
 */
export const PUT_LIMITS = {
  maxEvents: 10_000,
  maxBytes: 1_048_576,
  overheadBytes: 26,
  maxSpanMs: DAY_MS,
} as const;

/** A log stream of CloudWatch Logs to write to. */
export interface LogStream {
  /**
   * Sends the events, in as many requests as the limits demand.
   *
   * @throws Error if CloudWatch Logs refuses a request or an event, such as one older than 14 days
   */
  put(events: readonly LogEvent[]): Promise<void>;
}

/** Creates the log stream before the first events, unless it exists. The log group has to exist. */
export function openLogStream(
  client: Pick<CloudWatchLogsClient, "send">,
  names: { readonly logGroupName: string; readonly logStreamName: string },
): LogStream {
  let created = false;
  return {
    async put(events) {
      try {
        if (!created) await createLogStream();
        created = true;
        for (const logEvents of toBatches(events)) {
          const { rejectedLogEventsInfo } = await client.send(
            new PutLogEventsCommand({ ...names, logEvents: [...logEvents] }),
          );
          if (rejectedLogEventsInfo)
            throw new Error(`log events were rejected: ${JSON.stringify(rejectedLogEventsInfo)}`);
        }
      } catch (error) {
        throw new Error(
          `cannot write to log stream ${names.logStreamName} of log group ${names.logGroupName}: ${String(error)}`,
          { cause: error },
        );
      }
    },
  };

  async function createLogStream(): Promise<void> {
    try {
      await client.send(new CreateLogStreamCommand(names));
    } catch (error) {
      if (!(error instanceof ResourceAlreadyExistsException)) throw error;
    }
  }
}

/**
 * Sorts events by time, which a request demands, and divides them into batches within the limits. Events of the same time
 * keep their order. An event that is too large becomes several events.
 */
export function* toBatches(events: readonly LogEvent[]): Generator<readonly LogEvent[]> {
  let batch: LogEvent[] = [];
  let bytes = 0;
  for (const event of events.flatMap(split).sort((a, b) => a.timestamp - b.timestamp)) {
    const size = Buffer.byteLength(event.message) + PUT_LIMITS.overheadBytes;
    const [first] = batch;
    if (
      first !== undefined &&
      (batch.length === PUT_LIMITS.maxEvents ||
        bytes + size > PUT_LIMITS.maxBytes ||
        event.timestamp - first.timestamp > PUT_LIMITS.maxSpanMs)
    ) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(event);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** Splits between characters, never inside one. */
function split(event: LogEvent): LogEvent[] {
  const maxBytes = PUT_LIMITS.maxBytes - PUT_LIMITS.overheadBytes;
  const bytes = Buffer.from(event.message);
  const parts: LogEvent[] = [];
  let start = 0;
  while (bytes.length - start > maxBytes) {
    let end = start + maxBytes;
    while (isContinuationByte(bytes[end])) end -= 1;
    parts.push({ ...event, message: bytes.toString("utf8", start, end) });
    start = end;
  }
  return [...parts, { ...event, message: bytes.toString("utf8", start) }];
}

/** Whether a byte of UTF-8 is inside a character, and not its first. */
function isContinuationByte(byte = 0): boolean {
  return (byte & 0b1100_0000) === 0b1000_0000;
}
