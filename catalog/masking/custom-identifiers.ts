import type { MaskedClass } from "./masked-class";

/** A text and its masked form; or only a text, of which nothing is masked. */
type Example = readonly [text: string, masked?: string];

/** A custom data identifier: a pattern that CloudWatch Logs does not provide. */
export interface CustomIdentifier {
  readonly name: string;
  readonly class: MaskedClass;
  readonly description: string;
  /** The document that defines the format. */
  readonly source: string;
  /** CloudWatch Logs masks the whole match, so it must not include a quote or a backslash of JSON. */
  readonly regex: string;
  /** The form alone marks a secret: no key, header or address before it is needed. */
  readonly isToken?: true;
  readonly examples: readonly Example[];
}

/**
 * Limits of custom data identifiers. The allowed characters exclude groups, lookarounds and a literal quote, colon or
 * ampersand; write those three as `\x22`, `\x3a` and `\x26`.
 * Source: Amazon CloudWatch Logs User Guide, "Custom data identifiers".
 */
export const CUSTOM_LIMITS = {
  identifiers: 10,
  nameCharacters: /^[\w-]{1,128}$/,
  regexCharacters: /^[\w#=@/;, ^$?[\]{}|\\*+.-]{1,200}$/,
} as const;

const asterisks = (text: string) => "*".repeat(text.length);
/** Builds an example whose secret consists of parts, so that no secret scanner reports it. */
const example = (before: string, parts: readonly string[], after = ""): Example => {
  const secret = parts.join("");
  return [`${before}${secret}${after}`, `${before}${asterisks(secret)}${after}`];
};

export const CUSTOM_IDENTIFIERS = [
  {
    name: "AuthorizationHeader",
    class: "credential",
    description: "credentials after `Bearer` and `Basic`",
    source: "RFC 6750, section 2.1, and RFC 7617, section 2",
    regex: String.raw`[Bb]earer [\w.=+/\x7e-]{20,}|[Bb]asic [\w+/-]{20,}={0,2}`,
    examples: [
      example("sent ", ["Bearer ", "made.up-", "0".repeat(16)], " to it"),
      example("sent ", ["Basic ", "bWFkZS11cDpt", "YWRlLXVw"], " to it"),
      ["Bearer authentication is required, the basic assumption holds"],
    ],
  },
  {
    name: "JsonWebToken",
    class: "credential",
    description: "JSON Web Tokens, also truncated ones",
    source: "RFC 7515, section 3.1",
    regex: String.raw`eyJ[\w-]{10,}\.[\w.-]+`,
    isToken: true,
    examples: [
      example("cookie ", ["eyJhbGciOiJub25lIn0", ".eyJzdWIiOiJ1LTE3In0", ".bWFkZS11cA"]),
      ["heyJude.mp3, eyJhbGciOiJub25lIn0"],
    ],
  },
  {
    name: "ShopifyToken",
    class: "credential",
    description: "access tokens and secrets of Shopify apps",
    source: "Shopify developer changelog: length and format of API access tokens and shared secrets",
    regex: String.raw`shp[a-z]{2}_[0-9a-fA-F]{32,64}`,
    isToken: true,
    examples: [
      example("rotated ", ["shpat", "_", "0a".repeat(16)]),
      example("", ["shpss", "_", "0a".repeat(32)]),
      ["shpat_ is a prefix, shop papaya"],
    ],
  },
  {
    name: "CodeHostToken",
    class: "credential",
    description: "GitHub, GitLab, npm and PyPI tokens",
    source:
      "GitHub Docs, About authentication to GitHub; GitLab Docs, Token overview; npm Docs, About access tokens; PyPI, Help",
    regex: String.raw`gh[oprsu]_\w{36,}|github_pat_\w{22,}|glpat-[\w-]{20,}|npm_\w{36}|pypi-AgE[\w-]{16,}`,
    isToken: true,
    examples: [
      example("push with ", ["ghp", "_", "a1".repeat(18)]),
      example("", ["github", "_pat_", "A1".repeat(11)]),
      example("", ["glpat", "-", "a1".repeat(10)]),
      example("", ["npm", "_", "a1".repeat(18)]),
      example("", ["pypi", "-AgE", "a1".repeat(8)]),
      ["npm_config_cache, pypi-mirror-of-everything-there-is"],
    ],
  },
  {
    name: "ServiceToken",
    class: "credential",
    description: "Stripe, Slack, SendGrid, Google, OpenAI and Twilio keys",
    source: "the vendors' documentation of their key prefixes",
    regex: String.raw`[rs]k_live_\w{16,}|[rs]k_test_\w{16,}|whsec_\w{24,}|xox[a-z]-[\w-]{10,}|SG\.[\w-]{16,}\.[\w-]{16,}|AIza[\w-]{35}|sk-proj-[\w-]{20,}|SK[0-9a-f]{32}`,
    isToken: true,
    examples: [
      example("charged with ", ["sk", "_live_", "a1".repeat(12)]),
      example("", ["rk", "_test_", "a1".repeat(12)]),
      example("", ["whsec", "_", "a1".repeat(16)]),
      example("", ["xoxb", "-", "1".repeat(12)]),
      example("", ["SG", ".", "a1".repeat(11), ".", "a1".repeat(21)]),
      example("", ["AIza", "a1".repeat(17), "0"]),
      example("", ["sk", "-proj-", "a1".repeat(12)]),
      example("", ["SK", "0a".repeat(16)]),
      ["SKU SK-0815, task sk-projection, disk_test_passed"],
    ],
  },
  {
    name: "AwsAccessKeyId",
    class: "credential",
    description: "AWS access key ids, long-lived and temporary",
    source: "AWS IAM User Guide, IAM identifiers, unique ID prefixes",
    regex: String.raw`A[KS]IA[A-Z2-7]{16}`,
    isToken: true,
    examples: [example("signed by ", ["AKIA", "MADEUP", "23".repeat(5)]), ["ASIA PACIFIC"]],
  },
  {
    name: "PasswordAssignment",
    class: "credential",
    description: "`password=…` in text, and `'password': '…'` in a printed Python dictionary",
    source: "InventorySync deployment guide, section 6: passwords are masked",
    regex: String.raw`[Pp][AaSs]+[Ww][DORdor]+=\x27?[^\s\x22\x26\x27\x3c\x5b\x5c*][^\s\x22\x26\x27\x5c]{2,}|[Pp][AaSs]+[Ww][DORdor]+\x27\x3a \x27[^\s\x22\x26\x27\x3c\x5b\x5c*][^\s\x22\x26\x27\x5c]{2,}`,
    examples: [
      example("GET /login?user=1&", ["password", "=", "made-up!"], "&n=1"),
      example("DB_", ["PASSWORD", "='", "made-up"], "'"),
      example("{'", ["password", "': '", "made-up"], "'}"),
      ["password=[redacted:password], password=*****, password is wrong, passed=true"],
    ],
  },
  {
    name: "SecretAssignment",
    class: "credential",
    description:
      "values of 16 or more characters after `…secret…=`, `api_key=`, `api-key:` and `access_token=` in text",
    source: "InventorySync deployment guide, section 6: API keys are masked",
    regex: String.raw`[Ss][Ee][Cc][Rr][Ee][Tt][\w-]*=\x27?[\w.+/=-]{16,}|[Aa][Pp][Ii][_-]?[Kk][Ee][Yy][=\x3a] ?\x27?[\w.+/=-]{16,}|[Aa]ccess_token=\x27?[\w.+/=-]{16,}`,
    examples: [
      example("SHOPIFY_API_", ["SECRET", "=", "made-up-0123456789"]),
      example("DD-", ["API-KEY", ": ", "0a".repeat(16)]),
      example("?", ["access_token", "=", "made-up-0123456789"], "&n=1"),
      ["arn:aws:secretsmanager:us-east-1:111122223333:secret:inventorysync/production/sentry-dsn"],
      ["api_key=***, secret=none, secretary=papaya"],
    ],
  },
  {
    name: "ConnectionUrl",
    class: "credential",
    description: "URLs with a password, and Sentry DSNs",
    source: "RFC 3986, section 3.2.1; Sentry documentation, Data Source Name",
    regex: String.raw`//[^\s/@\x22\x27\x3a\x3c\x5b\x5c]*\x3a[^\s/@\x22\x27\x3c\x5b\x5c*][^\s/@\x22\x27\x5c]*@|//[0-9a-f]{32}@`,
    examples: [
      example("postgres:", ["//app", ":", "made-up", "@"], "db:5432/stock"),
      example("redis:", ["//", ":", "made-up", "@"], "cache:6379/0"),
      example("https:", ["//", "0a".repeat(16), "@"], "o1.ingest.sentry.io/1"),
      ["postgresql://app:***@db/stock, http://localhost:8000/a@b, //[redacted:password]@host"],
    ],
  },
  {
    name: "SignedUrl",
    class: "credential",
    description: "the signature or code in the query string of a signed URL",
    source: "RFC 6749, section 4.1.2; signed URLs of Shopify (hmac), Azure (sig) and AWS (X-Amz-Signature)",
    regex: String.raw`[?\x26]code=[\w.-]{16,}|[?\x26]hmac=[\w-]{16,}|[?\x26]sig=[\w\x25+/-]{16,}|[?\x26]X-Amz-Signature=\w{16,}`,
    examples: [
      example("GET /callback?shop=papaya", ["&code", "=", "0a".repeat(16)], "&n=1"),
      example("GET /webhook", ["?hmac", "=", "0a".repeat(32)]),
      example("", ["?X-Amz-Signature", "=", "0a".repeat(32)]),
      ["GET /stock?code=404&sku=made-up"],
    ],
  },
] as const satisfies readonly CustomIdentifier[];

/**
 * Tokens that are known by their form. The check of the configuration uses these expressions as they are. The detectors of
 * the redaction (lambda/redaction/detectors/vendors.ts) have their own: they know more vendors than the 200
 * characters and ten identifiers of a policy allow, need lookarounds and groups, which a policy does not take, and must
 * find a token in linear time. A test makes sure that they find every token that is masked here.
 */
export const TOKEN_IDENTIFIERS: readonly CustomIdentifier[] = CUSTOM_IDENTIFIERS.filter(
  (identifier) => "isToken" in identifier,
);
