import {
  entropy,
  isPlaceholder,
  isReference,
  isStatusWord,
  looksRandom,
} from "../../../../lambda/redaction/text/value-heuristics";

test.each([
  ..."*** xxx ••• --- ___ ### ??? *x•.-_#? ${TOKEN} ${TOKEN $TOKEN {{token}} {token} {user.token} <token> <token".split(
    " ",
  ),
  ..."%s %d %(token)s %token)s %TOKEN% $(get YOUR_TOKEN your-password".split(" "),
  "your secret here",
  "$(cat secret.txt)",
  "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
  "xoxb-XXXXXXXXX-XXXXXXXXXXXX",
  "insert_key_here",
  "a-fake-api-key",
  "replace-with-password",
  "(not set)",
  "(known after apply)",
  ["AKIAMADEUP0AB", "EXAMPLE"].join(""),
])("%s is a placeholder", (value) => {
  expect(isPlaceholder(value)).toBe(true);
});

test.each([
  ..."** made-up x***y a${TOKEN} ${TOKEN}a {tok-en} {{a}}b %TOKEN $t %sx {} a<token>".split(" "),
  "that is your password",
  "AKC3xxxxxxxx",
  `q8Zt4Lm2Xc9Vb7Np${"x".repeat(12)}`,
  "fake-plastic-trees",
  "enter-sandman-1991",
  "correct-key-battery",
  "(made-up)",
  "EXAMPLE",
])("%s is no placeholder", (value) => {
  expect(isPlaceholder(value)).toBe(false);
});

test.each(["expired", "Expired", "NULL", "required.", "invalid?!)", "changed;", "main"])(
  "%s describes a secret",
  (word) => {
    expect(isStatusWord(word)).toBe(true);
  },
);

test.each(["", "hunter2", ".expired", "expire", "required.x", "expired required"])(
  "%j does not describe a secret",
  (word) => {
    expect(isStatusWord(word)).toBe(false);
  },
);

test.each([
  "config.password",
  "os.environ['DB_PASSWORD']",
  "process.env.TOKEN",
  'settings["token"]',
  "self.config.token()",
  "getpass()",
  "a.b.c(x)",
  "Token{9f4ef63 x}",
  "Token@9f4ef63a",
  "new Session({ user })",
  "$password) {",
])("%s refers to a secret", (value) => {
  expect(isReference(value)).toBe(true);
});

test.each([
  "made-up",
  "configuration.x",
  "config",
  "x config.password",
  "config.password!",
  "1getpass()",
  "Token@xyz1",
  "Token@9f4",
  "a.b",
  "newX",
  "$made-up",
])("%s refers to nothing", (value) => {
  expect(isReference(value)).toBe(false);
});

const RANDOM = "q8Zt4Lm2Xc9Vb7Np";

test.each([RANDOM, `${RANDOM}+/=`, "q8zt4lm2xc9vb7np", `${RANDOM}.${RANDOM}`, `${RANDOM}~:!@#$%^&*`])(
  "%s looks random",
  (value) => {
    expect(looksRandom(value)).toBe(true);
  },
);

test.each([
  ["15 characters", RANDOM.slice(1)],
  ["a space", `${RANDOM} ${RANDOM}`],
  ["only letters", "qwZtrLmsXcuVbyNpQ"],
  ["only digits and signs", "8471-2938.4710+2938"],
  ["a digest", "9f86d081884c7d659a2feaa0c55ad015"],
  ["a hexadecimal number", "0x9f86d081884c7d65"],
  ["a UUID", "0b52d3a4-0a3c-4f6e-9d0a-2c7a4d0f1b3e"],
  ["a UUID in braces", "{0b52d3a4-0a3c-4f6e-9d0a-2c7a4d0f1b3e}"],
  ["a path", `/${RANDOM}`],
  ["a URL", `https://${RANDOM}`],
  ["a time", "2026-01-01T00:00:00.000Z"],
  ["words and numbers", "inventorysync-worker-17-Main-API-v2"],
  ["few different characters", "aaaaaaaa1111aaaaaaaa1a1"],
])("%s does not look random", (_, value) => {
  expect(looksRandom(value)).toBe(false);
});

test("the entropy is that of the characters, in bits", () => {
  expect(entropy("aaaa")).toBe(0);
  expect(entropy("abab")).toBe(1);
  expect(entropy("abcd")).toBe(2);
  expect(entropy("aab")).toBeCloseTo(0.918, 3);
});
