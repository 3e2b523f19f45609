import { archiveDeliveryStreamName, ARCHIVED_LOGS } from "../../catalog";
import type { LogEvent } from "../delivery/log-event";
import type { RedactorProvider } from "../delivery/redactor-provider";
import { decodePayloads } from "../forwarder/decode-payloads";
import { parseEvent } from "../forwarder/parse";
import { redactEvents, redactionDeadline } from "../forwarder/redact";
import { withOwnHeapSize } from "../shared/memory-use";
import { SafeError } from "../shared/safe-error";
import { encode } from "./encode";
import { packRecords } from "./pack";
import { extractArchivedPayloads } from "./payloads";
import { putRecords, type PutOptions } from "./put-records";

export interface ArchiveOptions extends PutOptions {
  readonly environment: string;
  readonly redactorProvider: RedactorProvider;
}

/** The result of one invocation, without log text. */
export interface ArchiveReport {
  /** Number of events that Firehose accepted. */
  readonly archived: number;
  /** Number of events of which only the safe fields were archived, because redaction failed or ran out of time. */
  readonly redactionFailures: number;
  readonly redactionTimeouts: number;
}

/**
 * Runs the stages of an invocation with the forwarder's own code: decode, parse, redact. Writes the redacted events to
 * the Firehose stream of their log. Firehose never receives anything else, so nothing that it stores is unredacted, not
 * even below its prefix for errors.
 *
 * @throws SafeError if Firehose did not accept every record, or for a payload that is not decodable
 */
export function archive(event: unknown, options: ArchiveOptions): Promise<ArchiveReport> {
  return withOwnHeapSize(() => runStages(event, options));
}

async function runStages(event: unknown, options: ArchiveOptions): Promise<ArchiveReport> {
  const { environment, clock, deadline } = options;
  const decoded = await decodePayloads(extractArchivedPayloads(event), environment);
  const undecodable = decoded.unforwarded.find(({ decoded: { kind } }) => kind === "undecodable");
  if (undecodable)
    throw new SafeError(
      `${undecodable.decoded.reason}; after its retries, the payload is in the dead-letter queue`,
    );
  const redactor = await options.redactorProvider();
  let [archived, redactionFailures, redactionTimeouts] = [0, 0, 0];
  for await (const { events } of decoded.pieces()) {
    const parsed = events.filter(({ log }) => ARCHIVED_LOGS.includes(log)).map(parseEvent);
    const redacted = redactEvents(parsed, redactor, {
      now: clock.now,
      deadline: redactionDeadline(clock.now(), deadline),
    });
    for (const log of ARCHIVED_LOGS) {
      const lines = redacted.events.filter((each: LogEvent) => each.log === log).map(encode);
      await putRecords(archiveDeliveryStreamName(environment, log), packRecords(lines), options);
    }
    archived += redacted.events.length;
    redactionFailures += redacted.failures;
    redactionTimeouts += redacted.timeouts;
  }
  return { archived, redactionFailures, redactionTimeouts };
}
