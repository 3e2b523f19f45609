import { createHash } from "node:crypto";

/** The namespace of this project's identifiers, drawn at random once. */
const NAMESPACE = "5c1e2a4e-6d0b-4f7c-9a53-2f8e1b7d9c60";

/**
 * The UUID of a name: the same name has the same UUID in every export.
 * Source: RFC 9562, section 5.5, UUID version 5.
 */
export function uuidOf(...parts: readonly string[]): string {
  const bytes = createHash("sha1")
    .update(Buffer.from(NAMESPACE.replaceAll("-", ""), "hex"))
    .update(JSON.stringify(parts))
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => hex.slice(from, to))
    .join("-");
}
