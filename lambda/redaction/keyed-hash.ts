import { createHmac } from "node:crypto";

/** Sixty-four bits: two values of an environment share a hash by chance once in billions. */
const DIGITS = 16;

/**
 * A hash that nobody without the key can compute, so that no table of addresses undoes it. Case and blanks around a
 * value make no difference, and neither do the marks between the digits of a number.
 */
export function createKeyedHash(key: string): (value: string) => string {
  return (value) => createHmac("sha256", key).update(normalise(value)).digest("hex").slice(0, DIGITS);
}

/** A keyed hash of many parts, in which their bounds count. */
export function keyedHashOfParts(key: string, parts: Iterable<string>): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(`${part.length}:${part}`);
  return hmac.digest("hex").slice(0, DIGITS);
}

function normalise(value: string): string {
  const trimmed = value.trim().toLowerCase();
  return /^[+(]?\d[\d ()./-]*$/.test(trimmed) && !/^\d+(?:\.\d+){3}$/.test(trimmed)
    ? trimmed.replace(/[^+\d]/g, "")
    : trimmed;
}
