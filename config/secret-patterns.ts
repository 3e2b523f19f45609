import type { SecretName } from "../catalog";

/** Something that looks like a secret, and the secret it is kept as where that is known. */
export interface SecretPattern {
  readonly description: string;
  readonly pattern: RegExp;
  readonly storedAs?: SecretName;
}

/** Texts that are secrets wherever they stand; the first row that matches names them. */
const VALUE_PATTERNS: readonly SecretPattern[] = [
  { description: "a Sentry DSN", pattern: /:\/\/[^\s/@]+@[^\s/]+\/(?:\S+\/)?\d+$/, storedAs: "sentry-dsn" },
  {
    description: "an address with credentials",
    pattern: /:\/\/[^\s/@]+@|^[^\s/:@]+:[^\s@]+@/,
    storedAs: "search-engine",
  },
  { description: "an address with a key", pattern: /[?&][\w-]*(?:key|token|secret|password)=/i },
  {
    description: "a Datadog key",
    pattern: /(?<![0-9a-f])(?:[0-9a-f]{32}|[0-9a-f]{40})(?![0-9a-f])/i,
    storedAs: "datadog-api-key",
  },
  { description: "an AWS access key", pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  { description: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { description: "a token", pattern: /^(?:bearer|basic|apikey)\s+\S{8}/i },
  // No name is a run this long with both cases and digits: base64 or the like.
  { description: "a token", pattern: /(?=[a-z\d+]*[A-Z])(?=[A-Z\d+]*[a-z])(?=[A-Za-z+]*\d)[A-Za-z\d+]{32}/ },
];

/** Keys that announce a secret, without case, `_` and `-`. `secretName` is none of them: it ends in "name". */
const KEY_PATTERNS: readonly SecretPattern[] = [
  { description: "a Sentry DSN", pattern: /dsn$/, storedAs: "sentry-dsn" },
  { description: "a Datadog key", pattern: /(?:dd|datadog)(?:api|app)key$/, storedAs: "datadog-api-key" },
  {
    description: "a secret",
    pattern: /(?:password|passwd|pwd|secret|token|apikey|appkey|accesskey|privatekey|credentials?)$/,
  },
];

/** What kind of secret a value looks like, or undefined. */
export function matchSecretValue(value: unknown): SecretPattern | undefined {
  return typeof value === "string" ? VALUE_PATTERNS.find(({ pattern }) => pattern.test(value)) : undefined;
}

/** What kind of secret a key announces, or undefined. */
export function matchSecretKey(key: string): SecretPattern | undefined {
  const word = key.toLowerCase().replace(/[_-]/g, "");
  return KEY_PATTERNS.find(({ pattern }) => pattern.test(word));
}
