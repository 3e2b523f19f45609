import { extractPayloads, type Payload } from "../forwarder/payloads";
import { isObject, parseJson } from "../shared/json";

/**
 * Extracts the payloads of an invocation by CloudWatch Logs (`{ awslogs: { data } }`), or by the retry queue: each of its
 * messages is what Lambda sent to the on-failure destination, with the event of the failed invocation. Source: AWS Lambda
 * Developer Guide, "Capturing records of Lambda asynchronous invocations".
 */
export function extractArchivedPayloads(event: unknown): readonly Payload[] {
  const { Records: messages } = isObject(event) ? event : {};
  return (Array.isArray(messages) ? (messages as readonly unknown[]).map(failedEvent) : [event]).flatMap(
    extractPayloads,
  );
}

function failedEvent(message: unknown): unknown {
  const body = isObject(message) ? message["body"] : undefined;
  const invocation = typeof body === "string" ? parseJson(body) : undefined;
  return isObject(invocation) ? invocation["requestPayload"] : message;
}
