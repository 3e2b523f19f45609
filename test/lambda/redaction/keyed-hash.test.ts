import { createHmac } from "node:crypto";
import { createKeyedHash, keyedHashOfParts } from "../../../lambda/redaction/keyed-hash";

const KEY = ["made-up key", "of an environment"].join(" ");
const hash = createKeyedHash(KEY);

test("a hash is the first 16 digits of an HMAC with SHA-256", () => {
  expect(hash("jane")).toBe(createHmac("sha256", KEY).update("jane").digest("hex").slice(0, 16));
});

test.each([
  ["case", "Jane@Example.com", "jane@example.com"],
  ["surrounding spaces", " jane ", "jane"],
  ["the separators of a card number", "4111 1111-1111.1111", "4111111111111111"],
  ["the brackets and slashes of a phone number", "+49 (30) 123/4567", "+49301234567"],
  ["the dots of a phone number", "+1.555.234.5678", "+15552345678"],
  ["the dots between five groups of a number", "4111.1111.1111.1111.117", "4111111111111111117"],
  ["a bracket at the start of a number", "(030) 1234567", "0301234567"],
  ["quotes", "'jane.roe@example.com'", "jane.roe@example.com"],
  ["the quotes of bytes in Python", "b'jane.roe@example.com'", "jane.roe@example.com"],
  ["zeros in an IPv6 address", "2001:0db8:0:0:0:0:0:17", "2001:db8::17"],
  ["the IPv6 notation of an IPv4 address", "::ffff:203.0.113.7", "203.0.113.7"],
  ["the hexadecimal notation of an IPv4 address", "::ffff:cb00:7107", "203.0.113.7"],
  ["the zone of an IPv6 address", "fe80::17%eth0", "fe80::17"],
])("%s does not change the hash", (_, one, other) => {
  expect(hash(one)).toBe(hash(other));
});

test.each([
  ["IP addresses whose digits are the same", "10.0.0.11", "10.0.01.1"],
  ["an IP address and its digits", "10.0.0.11", "100011"],
  ["a number with a country code and one without", "+49301234567", "49301234567"],
  ["an IPv6 address and its end that looks like an IPv4 address", "2001:db8::ffff:cb00:7107", "203.0.113.7"],
  ["an IPv6 address and its start that looks like an IPv4 address", "::ffff:cb00:7107:1", "203.0.113.7"],
  ["a quoted word behind another and the word", "a 'jane'", "jane"],
  ["a quoted word before another and the word", "'jane' a", "jane"],
  ["words whose separators differ", "made-up", "made up"],
  ["a name before a number and the number", "jane 4-1", "41"],
  ["a name with digits and the digits", "4 jane", "4"],
])("%s have different hashes", (_, one, other) => {
  expect(hash(one)).not.toBe(hash(other));
});

test("the hash of parts depends on their boundaries", () => {
  expect(keyedHashOfParts(KEY, ["ab", "c"])).not.toBe(keyedHashOfParts(KEY, ["a", "bc"]));
  expect(keyedHashOfParts(KEY, ["a", "b"])).toMatch(/^[\da-f]{16}$/);
});

test("another key gives other hashes", () => {
  expect(createKeyedHash(`${KEY}.`)("jane")).not.toBe(hash("jane"));
  expect(keyedHashOfParts(`${KEY}.`, ["jane"])).not.toBe(keyedHashOfParts(KEY, ["jane"]));
});
