import { redactRecord, redactText } from "../../../lambda/redaction";

const MEGABYTE = 1_024 * 1_024;
/**
 * Linear is some 100 ms a megabyte on a quiet machine; a search that goes over the text once for each character takes
 * minutes. Between them lies what a busy machine may need.
 */
const LIMIT_MS = 1_000;

/** Texts that make careless patterns slow: each repeats what one of them begins with. */
const HOSTILE = {
  "e-mail addresses": ["a@", "a", "@", "a.", "a@a.", "a.a@", "%40", "a%40", "é@", "a!", "user@host.com "],
  assignments: [
    ...["=", "a=", "a:", '"":', "password=", "password=[", 'password="', 'password=\\"', "password=)"],
    ...["token: {", '",', "cookie:\t", "&a", "password=&a", "password=\"'", "session: {", "key=", "?code="],
    ...[
      "date of birth: 1990-01-01, ",
      "<password>",
      "<a>",
      "--a ",
      "--password ",
      "password: ",
      "password is ",
    ],
    ...["insert into t (password) values (", "insert into a (b) values ('", "'a', "],
  ],
  addresses: [
    "://",
    "://a",
    "://a@",
    "://a:",
    "postgres://u:p@h/d ",
    "user:pass@",
    "//hooks.slack.com/services/",
  ],
  tokens: [
    ...[
      "bearer ",
      "basic ",
      "eyJ",
      "eyJ.",
      "eyJ-",
      "eyJa.eyJ",
      "AKIA",
      "sk_live_",
      "ghp_",
      "key-",
      "api_key_",
    ],
    ...["AKIAAAAAAAAAAAAAAAAA ", "curl -u ", "mysql -p", "-----BEGIN PRIVATE KEY-----", "-----BEGIN ", "-"],
  ],
  numbers: [
    ...[
      "4",
      "4 ",
      "4111 ",
      "4111 1111 1111 1111 ",
      "0.",
      "1 ",
      "+1 ",
      "+",
      "1-",
      "(1",
      "1.",
      "1.1.",
      "0 ",
      "DE89 ",
    ],
    ...[
      "10.0.0.1 ",
      "2001:db8::1 ",
      "::",
      "ab:",
      "00:",
      "phone ",
      "ssn ",
      "born ",
      "card 1 ",
      "123-45-6789 ",
    ],
  ],
  carriers: [
    "QUJD",
    "%25",
    "\\u0041",
    "&amp;",
    "[redacted:email]",
    "[",
    "{",
    "[{",
    "(",
    '"',
    "'",
    "\\",
    '\\\\"',
  ],
  others: ["\n", "\t", "\u0000", "é", "x x", "a1", "A1", ":", ": "],
};

describe.each(Object.entries(HOSTILE))("a megabyte of what looks like %s", (_, pieces) => {
  test.each(pieces)("%j, over and over, does not hold the redaction up", (piece) => {
    const text = piece.repeat(MEGABYTE / piece.length);
    expect(cpuMs(() => redactText(text))).toBeLessThan(LIMIT_MS);
  });
});

test("brackets nested ten thousand deep do not hold it up, parsed or not", () => {
  const brackets = "[".repeat(10_000) + "]".repeat(10_000);
  expect(cpuMs(() => redactText(brackets))).toBeLessThan(LIMIT_MS);
  expect(cpuMs(() => redactRecord({ message: brackets }))).toBeLessThan(LIMIT_MS);
  expect(cpuMs(() => redactRecord({ attributes: { a: JSON.parse(brackets) as unknown } }))).toBeLessThan(
    LIMIT_MS,
  );
});

/** Time of this process alone, for other work of the machine is none of the redaction's. */
function cpuMs(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}
