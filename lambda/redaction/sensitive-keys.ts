/** What may not leave the account. A class is also the word a reader finds in its place. */
export type SecretClass = "password" | "token" | "authorization" | "cookie" | "email" | "card";

/** How far a secret reaches that stands unquoted in a text behind such a key: one word, or the line. */
export type Extent = "word" | "line";

export interface SensitiveKey {
  readonly class: SecretClass;
  readonly extent: Extent;
  /** False for a plural, whose numbers are counts: `total_tokens: 1500`. */
  readonly numbers: boolean;
}

/** Names of secrets, as the last words of a key. A plural counts too, and so do the suffixes below. */
const NAMES: readonly { class: SecretClass; extent: Extent; names: readonly string[] }[] = [
  {
    class: "password",
    extent: "word",
    names: ["password", "passwd", "passphrase", "passcode", "pwd", "db pass", "user pass", "smtp pass"],
  },
  {
    class: "token",
    extent: "word",
    names: [
      ...["token", "secret", "bearer", "jwt", "otp", "credential"],
      ...["api key", "access key", "secret key", "private key", "signing key", "encryption key", "auth key"],
      ...["session id", "sess id", "session key"],
    ],
  },
  { class: "authorization", extent: "line", names: ["authorization", "basic auth", "http auth", "x auth"] },
  { class: "cookie", extent: "line", names: ["cookie"] },
  { class: "email", extent: "word", names: ["email", "email address"] },
  {
    class: "card",
    extent: "word",
    names: [
      "card number",
      "card no",
      "card num",
      "credit card",
      "debit card",
      "cc number",
      "cc num",
      "cvv",
      "cvc",
    ],
  },
];

/** Words behind a name that leave it a secret: `password_hash`, `newPassword2`, `X-Token-Value`. */
const SUFFIXES: ReadonlySet<string> = new Set(
  "hash value raw plain text header string confirm confirmation again repeat".split(" "),
);

const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;

/** Words of the longest name: `e`, `mail`, `address`. */
const MAX_WORDS = 3;

const BY_NAME: ReadonlyMap<string, SensitiveKey> = new Map<string, SensitiveKey>(
  NAMES.flatMap(({ class: secretClass, extent, names }) =>
    names.flatMap((name) => {
      const joined = name.replaceAll(" ", "");
      return [
        [joined, { class: secretClass, extent, numbers: true }],
        [`${joined}s`, { class: secretClass, extent, numbers: false }],
      ] as const;
    }),
  ),
);

/**
 * Names long enough to be known at the end of a word that nobody separated: `csrfmiddlewaretoken`, `USERPASSWORD`.
 * Shorter ones would be found in words that mean something else.
 */
const GLUED = [...BY_NAME.keys()].filter((name) => name.length >= 5);

/**
 * What a key says of its value, or undefined for a key that may stand. Keys are compared by their words, however they
 * are joined (`access_token`, `accessToken`, `Access-Token`), so that `author` and `tokenizer` stay.
 */
export function classifyKey(key: string): SensitiveKey | undefined {
  // The words of a label name what was in the key, not what the value is.
  if (key.includes("[redacted:")) return undefined;
  const words = key.match(WORD)?.map((word) => word.toLowerCase()) ?? [];
  while (words.length > 1 && isSuffix(words.at(-1))) words.pop();
  for (let from = words.length - 1; from >= Math.max(0, words.length - MAX_WORDS); from -= 1) {
    const known = BY_NAME.get(words.slice(from).join(""));
    if (known) return known;
  }
  const last = words.at(-1) ?? "";
  const name = GLUED.find((candidate) => last.endsWith(candidate));
  return name === undefined ? undefined : BY_NAME.get(name);
}

function isSuffix(word = ""): boolean {
  return SUFFIXES.has(word) || /^\d+$/.test(word);
}
