import { assignment } from "./assignments";
import { findCardNumber } from "./card-number";
import { type Detector, wholeMatch } from "./detector";

/** `https://user:password@host`; all of the user part goes, for a token may stand in either half. */
const userinfo: Detector = {
  name: "userinfo",
  source: "RFC 3986, section 3.2.1, which deprecates it",
  hint: /:\/\//,
  pattern: /(?<keep>:\/\/)[^\s/?#"'<>]+(?=@)/g,
  finding: wholeMatch("password"),
  examples: [
    ["postgres://app:made-up@db:5432/stock", "postgres://[redacted:password]@db:5432/stock"],
    ["amqp://app:ma@de@queue/v", "amqp://[redacted:password]@queue/v"],
    ["https://shop.example/a@b"],
  ],
};

const SCHEME_WORDS =
  /^(?:auth\w*|tokens?|schemes?|headers?|credentials?|realm|challenge|access|missing|required|invalid)$/i;

/** `Bearer …` in running text; a header's value is found by its key. */
const bearer: Detector = {
  name: "bearer credentials",
  source: "RFC 6750, section 2.1",
  hint: /bearer/i,
  pattern: /(?<keep>\bbearer[ \t]{1,4})[\w.~+/-]{6,}=*/gi,
  finding: wholeMatch("authorization", (word) => !SCHEME_WORDS.test(word)),
  examples: [
    ["sent Bearer made.up-token0 to it", "sent Bearer [redacted:authorization] to it"],
    ["Bearer authentication is required"],
    ["the bearer of news"],
  ],
};

/** `Basic …` in running text, where it is base64 of a name, a colon and a password. */
const basic: Detector = {
  name: "basic credentials",
  source: "RFC 7617, section 2",
  hint: /basic/i,
  pattern: /(?<keep>\bbasic[ \t]{1,4})[\w+/-]{4,}=*/gi,
  finding: wholeMatch("authorization", (word) => Buffer.from(word, "base64").includes(":")),
  examples: [
    [
      `sent Basic ${Buffer.from("app:made-up").toString("base64")} to it`,
      "sent Basic [redacted:authorization] to it",
    ],
    ["Basic authentication is required"],
  ],
};

/** Three parts, or five when encrypted; less when the line was cut. A header is an object, so its base64 starts `eyJ`. */
const jwt: Detector = {
  name: "JSON Web Token",
  source: "RFC 7515, section 3.1, and RFC 7516, section 3.1",
  hint: /eyJ/,
  pattern: /(?<![\w-])[\w-]+(?:\.[\w-]*){1,4}/g,
  finding: wholeMatch("token", (parts) => /eyJ[\w-]{10}/.test(parts.slice(0, parts.indexOf(".")))),
  examples: [
    [
      ["cookie", ["eyJhbGciOiJub25lIn0", "eyJzdWIiOiJ1LTE3In0", "bWFkZS11cA"].join(".")].join(" "),
      "cookie [redacted:token]",
    ],
    [["eyJhbGciOiJub25lIn0", "eyJzdWIi"].join("."), "[redacted:token]"],
    ["heyJude.mp3"],
  ],
};

/** Names that mean a secret in a query only; the others are found as assignments. */
const queryParameter: Detector = {
  name: "secret query parameter",
  source:
    "RFC 6749, section 4.1.2 (code); Azure (sig), AWS (X-Amz-Signature) and Shopify (hmac) signed addresses",
  hint: /[?&](?:amp;)?(?:code|key|sig|signature|hmac|x-amz-signature)=/i,
  pattern: /(?<keep>[?&](?:amp;)?(?:code|key|sig|signature|hmac|x-amz-signature)=)[^\s&#"'<>]+/gi,
  finding: wholeMatch("token"),
  examples: [
    ["GET /callback?shop=papaya&code=made-up&n=1", "GET /callback?shop=papaya&code=[redacted:token]&n=1"],
    ["GET /stock?sku=made-up&keyboard=1"],
  ],
};

/** Local parts as people have them; any other legal character counts where it stands right before the sign. */
const email: Detector = {
  name: "e-mail address",
  source: "RFC 5322, section 3.4.1, with international letters (RFC 6531); a domain of at least two labels",
  hint: /@|%40/,
  pattern:
    /(?:(?<![\p{L}\p{M}\p{N}._%+'-])[\p{L}\p{M}\p{N}._%+'-]+|[!#$&*/=?^`{|}~"])(?:@|%40)(?!\dx\.(?:gif|jpe?g|png|svg|webp)\b)[\p{L}\p{M}\p{N}-][\p{L}\p{M}\p{N}.-]*\.\p{L}[\p{L}\p{M}\p{N}-]+/gu,
  finding: wholeMatch("email"),
  examples: [
    ["receipt sent to jane.doe+shop@mail.example.com.", "receipt sent to [redacted:email]."],
    ["<jané@bücher.example>", "<[redacted:email]>"],
    ["?user=jane%40example.com&n=1", "?user=[redacted:email]&n=1"],
    ["made&up!@example.com", "made&up[redacted:email]"],
    ["package@1.2.3 icon@2x.png @decorator root@localhost"],
  ],
};

export const card: Detector = {
  name: "card number",
  source: "ISO/IEC 7812-1; lengths and first digits as in card-number.ts",
  hint: /\d{4}(?:[\s.\u2010-\u2013-]?\d){4}/,
  pattern: /(?<!\d\.?)\d{4}(?:[\s.\u2010-\u2013-]?\d){10,15}(?!\.?\d)/g,
  finding: findCardNumber,
  examples: [
    ["payment with 4111 1111 1111 1111 was declined", "payment with [redacted:card] was declined"],
    ["4111-1111-1111-1111 123, 12/30", "[redacted:card] 123, 12/30"],
    ["pay 2 1234 4111 1111 1111 1111", "pay 2 1234 [redacted:card]"],
    ["378282246310005", "[redacted:card]"],
    ["EAN 4006381333931, ratio 0.4111111111111111, order 4111111111111112, 411111111111111111111"],
  ],
};

/** In this order: what a key says goes first, for it knows best where its value ends. */
export const DETECTORS: readonly Detector[] = [
  assignment,
  userinfo,
  bearer,
  basic,
  jwt,
  queryParameter,
  email,
  card,
];
