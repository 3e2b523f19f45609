import { parseDsn } from "../../../../../lambda/delivery/sinks/sentry/dsn";

const KEY = "0a".repeat(16);
const PUBLIC_ONLY = { allowPrivate: false };
const ANY = { allowPrivate: true };

/** A DSN with the key, so that no secret scanner finds it in this file. */
const dsn = (scheme: string, rest: string, key = KEY) => [scheme, "://", key, "@", rest].join("");

test.each([
  ["Sentry's form", dsn("https", "o1.ingest.example/17"), "https://o1.ingest.example/api/17/envelope/"],
  ["a port", dsn("https", "sentry.example:9000/17"), "https://sentry.example:9000/api/17/envelope/"],
  ["a path", dsn("https", "example.com/a/b-c/17"), "https://example.com/a/b-c/api/17/envelope/"],
  [
    "the secret of an old DSN",
    dsn("https", "sentry.example/17", `${KEY}:${KEY}`),
    "https://sentry.example/api/17/envelope/",
  ],
  [
    "white space around it",
    ` ${dsn("https", "sentry.example/17")}\n`,
    "https://sentry.example/api/17/envelope/",
  ],
])("a DSN with %s is accepted", (_, text, url) => {
  expect(parseDsn(text, PUBLIC_ONLY)).toEqual({
    url,
    auth: expect.stringMatching(new RegExp(`sentry_key=${KEY}$`)) as string,
  });
});

test("a private DSN over http is accepted with the setting", () => {
  expect(parseDsn(dsn("http", "10.0.0.7:9000/sentry/1"), ANY).url).toBe(
    "http://10.0.0.7:9000/sentry/api/1/envelope/",
  );
});

test.each([
  ["http", dsn("http", "sentry.example/17"), "a URL without TLS"],
  ["loopback", dsn("https", "127.0.0.1/17"), "a private address"],
  ["loopback in hexadecimal", dsn("https", "0x7f.1/17"), "a private address"],
  ["loopback in octal, over http", dsn("http", "0177.1:9001/17"), "a private address"],
  ["the metadata service", dsn("https", "169.254.169.254/latest/1"), "a private address"],
  ["an IPv4-mapped address", dsn("https", "[::ffff:10.0.0.1]/17"), "a private address"],
  ["localhost", dsn("https", "localhost:8000/17"), "a private address"],
  ["no project", dsn("https", "sentry.example"), "not a DSN"],
  ["a project that is a name", dsn("https", "sentry.example/shop"), "not a DSN"],
  ["a query", dsn("https", "sentry.example/17?a=1"), "not a DSN"],
  ["a fragment", dsn("https", "sentry.example/17#1"), "not a DSN"],
  ["a second host", dsn("https", `sentry.example@127.0.0.1/17`), "not a DSN"],
  ["a backslash, which URL parsers read as a slash", dsn("https", "sentry.example\\x/17"), "not a DSN"],
  ["a line break in the middle", dsn("https", "sentry\n.example/17"), "not a DSN"],
  ["an empty key", dsn("https", "sentry.example/17", ""), "not a DSN"],
  ["a key with a line break", dsn("https", "sentry.example/17", `${KEY}\r\nx`), "not a DSN"],
  ["another scheme", dsn("ftp", "sentry.example/17"), "not a DSN"],
  ["a port out of range", dsn("https", "sentry.example:99999/17"), "not a DSN"],
])("a DSN with %s is rejected, without its text in the message", (_, text, problem) => {
  expect(() => parseDsn(text, PUBLIC_ONLY)).toThrow(`the Sentry DSN is ${problem}`);
  expect(() => parseDsn(text, PUBLIC_ONLY)).not.toThrow(new RegExp(`${KEY.slice(0, 6)}|example\\b[^>]`));
});

test.each([".", "..", "%2e%2e"])("the path segment %s cannot lead out of the project's path", (segment) => {
  const parse = () => parseDsn(dsn("https", `sentry.example/a/${segment}/17`), PUBLIC_ONLY);
  expect(parse).toThrow("the Sentry DSN is not a DSN");
});
