import { gunzipSync } from "node:zlib";
import type { EnvironmentConfig } from "../../config";
import { createRedactor, type Redactor } from "../../lambda/redaction";
import { isObject, parseJson } from "../../lambda/shared/json";
import { type CommandResult, OperatorError } from "../cli";
import type { ParkingBucket } from "./parking-bucket";
import { readStoredContent } from "./stored-events";

/** The forwarder accepts no larger payload (lambda/forwarder/decode.ts). */
const MAX_UNCOMPRESSED_BYTES = 32 * 1024 * 1024;

/**
 * Prints an object, one line for each event. Parked and rejected events are redacted already; undecodable input is
 * stored before redaction. Everything is redacted here, with the present rules and without the hash key.
 *
 * @throws OperatorError if the object does not exist
 */
export async function showObject(
  bucket: ParkingBucket,
  key: string,
  { redaction }: EnvironmentConfig,
): Promise<CommandResult> {
  const content = await readStoredContent(bucket, key);
  if (!content)
    throw new OperatorError(
      `the object ${key} does not exist; it may be replayed already. List the objects without --show.`,
    );
  const redactor = createRedactor({ overrides: redaction });
  if (content.kind === "undecodable") {
    const lines = readableLines(content.body).map((line) => redactor.redactLine(line).text);
    return {
      data: { key, reason: content.reason, lines },
      text: [`undecodable: ${content.reason}`, ...lines].join("\n"),
    };
  }
  const events = content.failedEvents.map(({ event, reason }) => ({
    ...{ reason, log: event.log, id: event.id, timestamp: new Date(event.timestamp).toISOString() },
    record: redactor.redactRecord(event.record, event.log).record,
  }));
  const undecodable = redactAll(content.undecodableLines, redactor);
  return {
    data: { key, sink: content.sink, events, undecodableLines: undecodable },
    text: [...events.map((event) => JSON.stringify(event)), ...undecodable].join("\n"),
  };
}

function redactAll(lines: readonly string[], redactor: Redactor): readonly string[] {
  return lines.map((line) => redactor.redactLine(line).text);
}

/** The lines of log events if it is a payload of CloudWatch Logs; otherwise its text. */
export function readableLines(body: Uint8Array): readonly string[] {
  let text: string;
  try {
    text = gunzipSync(body, { maxOutputLength: MAX_UNCOMPRESSED_BYTES }).toString("utf8");
  } catch {
    text = Buffer.from(body).toString("utf8");
  }
  const payload = parseJson(text);
  const logEvents: unknown = isObject(payload) ? payload["logEvents"] : undefined;
  if (!Array.isArray(logEvents)) return text.split("\n");
  return (logEvents as readonly unknown[]).map((event) =>
    isObject(event) && typeof event["message"] === "string" ? event["message"] : JSON.stringify(event),
  );
}
