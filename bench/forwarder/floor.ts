import { gunzipSync, gzipSync } from "node:zlib";
import { type Invocation, payloadsOf } from "./invocation";

/**
 * The least work of any forwarder of these lines, without redaction: decompress the payload, parse it and its lines,
 * serialize them, and compress them at zlib's default level.
 *
 * @returns the compressed bytes, so that no engine can skip the work
 */
export function runFloor(invocation: Invocation): number {
  return payloadsOf(invocation).reduce((bytes, data) => bytes + runPayload(data), 0);
}

function runPayload(data: string): number {
  const payload = JSON.parse(gunzipSync(Buffer.from(data, "base64")).toString("utf8")) as {
    readonly logEvents: readonly { readonly message: string }[];
  };
  const lines = payload.logEvents.map(({ message }) =>
    JSON.stringify(message.startsWith("{") ? JSON.parse(message) : { message }),
  );
  return gzipSync(`[${lines.join(",")}]`).byteLength;
}
