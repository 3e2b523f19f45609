import type { FilteredLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import { type LogId, logGroupName, LOGS, type SinkName } from "../../../catalog";
import { decode } from "../../../lambda/forwarder/decode";
import type { RawEvent } from "../../../lambda/forwarder/raw-event";
import { OperatorError } from "../../cli";
import type { ReadLogEvents, TimeWindow } from "../../log-events";
import { compressMessage, messagesOf } from "../../resend/log-payloads";
import { SINK_IDS } from "../../sinks";
import { parseRecord } from "../../../lambda/forwarder/parse";

/** A log event of a log group, as the forwarder receives it. */
export interface FoundLine {
  readonly event: RawEvent;
  /** When CloudWatch Logs received it, in milliseconds since the epoch. */
  readonly ingestedAt: number;
}

export interface FindLineOptions {
  readonly environment: string;
  /** Account id. */
  readonly owner: string;
  readonly logs: readonly LogId[];
  readonly sinks: readonly SinkName[];
  readonly window: TimeWindow;
  readonly read: ReadLogEvents;
}

export interface FoundLines {
  /** The newest. */
  readonly line: FoundLine | undefined;
  readonly matches: number;
}

/** CloudWatch Logs has numbers of 56 digits, Sentry 32 hexadecimal digits, and OpenSearch text of the base64 alphabet. */
const SINK_ID = /^[\w-]{20,64}$/;

/**
 * Finds the newest log event with a text in the log groups; if there is none and the text can be an id, the one that has
 * it in CloudWatch Logs or at a sink, for which it reads every event of the time window.
 */
export async function findLine(text: string, options: FindLineOptions): Promise<FoundLines> {
  const withText = await search(options, { filterPattern: phrase(text) }, ({ message = "" }) =>
    message.includes(text),
  );
  if (withText.matches > 0 || !SINK_ID.test(text)) return withText;
  return search(options, {}, (candidate, toEvent) => {
    const event = toEvent();
    const asLogEvent = { ...event, record: parseRecord(event.message, event.timestamp) };
    return candidate.eventId === text || options.sinks.some((sink) => SINK_IDS[sink](asLogEvent) === text);
  });
}

/** A term of a filter pattern. Source: Amazon CloudWatch Logs User Guide, "Filter pattern syntax". */
function phrase(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

async function search(
  { environment, owner, logs, window, read }: FindLineOptions,
  filter: { readonly filterPattern?: string },
  matches: (candidate: FilteredLogEvent, toEvent: () => RawEvent) => boolean,
): Promise<FoundLines> {
  let line: FoundLine | undefined;
  let count = 0;
  for (const { id } of LOGS.filter((log) => logs.includes(log.id))) {
    const name = logGroupName(environment, id);
    const request = { ...filter, logGroupName: name, startTime: window.since, endTime: window.until };
    for await (const page of read(request))
      for (const candidate of page) {
        const toEvent = () => decodeEvent(candidate, { owner, name }, environment);
        if (!matches(candidate, toEvent)) continue;
        count += 1;
        if (!line || (candidate.timestamp ?? 0) >= line.event.timestamp)
          line = { event: toEvent(), ingestedAt: candidate.ingestionTime ?? 0 };
      }
  }
  return { line, matches: count };
}

/** As the forwarder decodes it, so that it has the id that it has at the sinks. */
function decodeEvent(
  candidate: FilteredLogEvent,
  group: { readonly owner: string; readonly name: string },
  environment: string,
): RawEvent {
  const [message] = messagesOf([candidate], group);
  const decoded = message && decode(compressMessage(message), environment);
  if (decoded?.kind === "events" && decoded.events[0]) return decoded.events[0];
  throw new OperatorError(
    `the event ${candidate.eventId ?? ""} of ${group.name} cannot be decoded; look for it in quarantine: npx logs quarantine ${environment}`,
  );
}
