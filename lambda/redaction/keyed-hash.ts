import { createHmac } from "node:crypto";

/** 64 bits: the probability that two values of an environment have the same hash is negligible. */
const DIGITS = 16;

/**
 * A keyed hash. It cannot be computed without the key, so a table of known values does not reverse it. Case,
 * surrounding spaces, the separators within a number and
 * the prefix of an IPv4 address in IPv6 (`::ffff:`) are ignored.
 */
export function createKeyedHash(key: string): (value: string) => string {
  return (value) => createHmac("sha256", key).update(normalise(value)).digest("hex").slice(0, DIGITS);
}

/** A keyed hash of several parts, including their boundaries. */
export function keyedHashOfParts(key: string, parts: Iterable<string>): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(`${part.length}:${part}`);
  return hmac.digest("hex").slice(0, DIGITS);
}

function normalise(value: string): string {
  // An IPv4 address in the notation of IPv6 is the same address.
  const trimmed = value
    .trim()
    .toLowerCase()
    .replace(/^::ffff:(?=\d{1,3}\.)/, "");
  return /^[+(]?\d[\d ()./-]*$/.test(trimmed) && !/^\d+(?:\.\d+){3}$/.test(trimmed)
    ? trimmed.replace(/[^+\d]/g, "")
    : trimmed;
}
