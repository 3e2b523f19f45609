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
])("%s does not change the hash", (_, one, other) => {
  expect(hash(one)).toBe(hash(other));
});

test.each([
  ["IP addresses whose digits are the same", "10.0.0.11", "10.0.01.1"],
  ["an IP address and its digits", "10.0.0.11", "100011"],
  ["a number with a country code and one without", "+49301234567", "49301234567"],
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

test("an IPv4 address has the same hash in the notation of IPv6", () => {
  const hash = createKeyedHash("made-up key");
  const host = ["203", "0", "113", "17"].join(".");
  expect(hash(`::ffff:${host}`)).toBe(hash(host));
});
