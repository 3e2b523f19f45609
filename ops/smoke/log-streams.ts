import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  DeleteLogStreamCommand,
  type FilteredLogEvent,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { type LogId, logGroupName, LOGS, smokeLogStreamName } from "../../catalog";
import { decode } from "../../lambda/forwarder/decode";
import type { RawEvent } from "../../lambda/forwarder/raw-event";
import { type CommandContext, OperatorError } from "../cli";
import { createLogEventsReader, type TimeWindow } from "../log-events";
import { compressMessage, type DataMessage } from "../resend/log-payloads";
import type { SmokeLine } from "./smoke-lines";
import type { WrittenLine } from "./written-line";

/** The log streams of a run: one in each log group. */
export interface LogStreams {
  readonly name: string;
  /** Creates them, and writes the lines. @throws Error with the log group that rejected lines */
  write(lines: readonly SmokeLine[], signal: AbortSignal): Promise<void>;
  /** The lines that CloudWatch Logs returns now, with the events that the forwarder receives. */
  read(lines: readonly SmokeLine[], window: TimeWindow, signal: AbortSignal): Promise<readonly WrittenLine[]>;
  /** Deletes those that exist. @returns their log groups, and the errors by log group */
  delete(): Promise<{ readonly deleted: readonly string[]; readonly errors: ReadonlyMap<string, unknown> }>;
}

/** @param account account id, a part of the identity of an event */
export function createLogStreams(
  { aws, config: { environment } }: Pick<CommandContext, "aws" | "config">,
  account: string,
  run: string,
): LogStreams {
  const client = new CloudWatchLogsClient(aws);
  const name = smokeLogStreamName(run);
  const created = new Set<LogId>();

  return {
    name,
    async write(lines, abortSignal) {
      for (const { id: log } of LOGS) {
        const stream = { logGroupName: logGroupName(environment, log), logStreamName: name };
        // Before the request: after an interruption nobody knows whether it was carried out.
        created.add(log);
        await client.send(new CreateLogStreamCommand(stream), { abortSignal });
        const logEvents = lines
          .filter((line) => line.log === log)
          .map(({ timestamp, text: message }) => ({ timestamp, message }));
        const { rejectedLogEventsInfo } = await client.send(
          new PutLogEventsCommand({ ...stream, logEvents }),
          {
            abortSignal,
          },
        );
        if (rejectedLogEventsInfo)
          throw new OperatorError(
            `${stream.logGroupName} rejected lines: ${JSON.stringify(rejectedLogEventsInfo)}; check the clock of this machine`,
          );
      }
    },
    async read(lines, { since, until }, signal) {
      const read = createLogEventsReader(aws, signal);
      const written: WrittenLine[] = [];
      for (const { id: log } of LOGS) {
        const group = logGroupName(environment, log);
        const request = { logGroupName: group, logStreamNames: [name], startTime: since, endTime: until };
        const found: FilteredLogEvent[] = [];
        for await (const page of read(request)) found.push(...page);
        const events = found.length === 0 ? [] : asForwarded(found, environment, account, group, name);
        for (const line of lines) {
          const event = line.log === log && events.find(({ timestamp }) => timestamp === line.timestamp);
          if (event) written.push({ ...line, event, masked: event.message });
        }
      }
      return written;
    },
    async delete() {
      const deleted: string[] = [];
      const errors = new Map<string, unknown>();
      for (const log of created) {
        const group = logGroupName(environment, log);
        try {
          await client.send(new DeleteLogStreamCommand({ logGroupName: group, logStreamName: name }));
          deleted.push(group);
        } catch (error) {
          if (!(error instanceof Error && error.name === "ResourceNotFoundException"))
            errors.set(group, error);
        }
      }
      client.destroy();
      return { deleted, errors };
    },
  };
}

/** The events as the forwarder decodes them, so that they have the same identity. */
function asForwarded(
  found: readonly FilteredLogEvent[],
  environment: string,
  owner: string,
  logGroup: string,
  logStream: string,
): readonly RawEvent[] {
  const message: DataMessage = {
    messageType: "DATA_MESSAGE",
    ...{ owner, logGroup, logStream, subscriptionFilters: ["smoke"] },
    logEvents: found.map(({ eventId = "", timestamp = 0, message: text = "" }) => ({
      id: eventId,
      timestamp,
      message: text,
    })),
  };
  const decoded = decode(compressMessage(message), environment);
  if (decoded.kind !== "events")
    throw new OperatorError(`the forwarder would not accept the events of ${logGroup}: ${decoded.kind}`);
  return decoded.events;
}
