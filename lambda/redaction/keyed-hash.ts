import { createHmac } from "node:crypto";
import { isIPv6 } from "node:net";
import { createHmacOfText } from "./hmac";

/** 64 bits: the probability that two values of an environment have the same hash is negligible. */
const DIGITS = 16;

/**
 * A keyed hash. It cannot be computed without the key, so a table of known values does not reverse it. Case,
 * surrounding spaces and quotes, the separators within a number and the notation of an IPv6 address are ignored. An IPv4
 * address in IPv6 (`::ffff:`) has the hash of the IPv4 address.
 */
export function createKeyedHash(key: string): (value: string) => string {
  const hmac = createHmacOfText(key);
  return (value) => hmac(normalise(value)).slice(0, DIGITS);
}

/** A keyed hash of several parts, including their boundaries. */
export function keyedHashOfParts(key: string, parts: Iterable<string>): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(`${part.length}:${part}`);
  return hmac.digest("hex").slice(0, DIGITS);
}

function normalise(value: string): string {
  const trimmed = value.trim().toLowerCase();
  const bare = withoutQuotes(trimmed);
  if (bare.includes(":") && isIPv6(bare)) return normaliseIpv6(bare);
  return /^[+(]?\d[\d ()./-]*$/.test(bare) && !/^\d+(?:\.\d+){3}$/.test(bare)
    ? bare.replace(/[^+\d]/g, "")
    : bare;
}

function withoutQuotes(text: string): string {
  if (!QUOTES.includes(text.charAt(text.length - 1))) return text;
  return QUOTED.exec(text)?.groups?.["content"] ?? text;
}
const QUOTES = "\"'`";
/** A literal, with the prefixes of Python. */
const QUOTED = /^[bru]{0,2}(?<quote>["'`])(?<content>[^"'`]+)\k<quote>$/;

/** The shortest notation (RFC 5952); the IPv4 address of one that contains it (RFC 4291, section 2.5.5.2). */
function normaliseIpv6(address: string): string {
  const [withoutZone = ""] = address.split("%");
  const shortest = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:(?<high>[\da-f]{1,4}):(?<low>[\da-f]{1,4})$/.exec(shortest)?.groups;
  if (!mapped) return shortest;
  return [mapped["high"], mapped["low"]]
    .map((group = "") => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 255])
    .join(".");
}
