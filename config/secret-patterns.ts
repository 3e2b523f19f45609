import { type SecretName, TOKEN_IDENTIFIERS } from "../catalog";

/** A pattern of secrets, and the secret it belongs in, if known. */
export interface SecretPattern {
  readonly description: string;
  readonly pattern: RegExp;
  readonly storedAs?: SecretName;
}

/** Values that are secrets in any setting. The first matching row determines the description. */
const VALUE_PATTERNS: readonly SecretPattern[] = [
  { description: "a Sentry DSN", pattern: /:\/\/[^\s/@]+@[^\s/]+\/(?:\S+\/)?\d+$/, storedAs: "sentry-dsn" },
  {
    description: "a URL with credentials",
    pattern: /:\/\/[^\s/@]+@|^[^\s/:@]+:[^\s@]+@/,
    storedAs: "search-engine",
  },
  { description: "a URL with a key", pattern: /[?&][\w-]*(?:key|token|secret|password)=/i },
  {
    description: "a Datadog key",
    pattern: /(?<![0-9a-f])(?:[0-9a-f]{32}|[0-9a-f]{40})(?![0-9a-f])/i,
    storedAs: "datadog-api-key",
  },
  ...TOKEN_IDENTIFIERS.map(({ regex }) => ({ description: "a token", pattern: new RegExp(regex) })),
  { description: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { description: "a token", pattern: /^(?:bearer|basic|apikey)\s+\S{8}/i },
  // Names do not have 32 consecutive characters with upper case, lower case and digits; base64 text does.
  { description: "a token", pattern: /(?=[a-z\d+]*[A-Z])(?=[A-Z\d+]*[a-z])(?=[A-Za-z+]*\d)[A-Za-z\d+]{32}/ },
];

/**
 * Keys whose values are secrets, compared without case, `_` and `-`. `secretName` does not match: it ends in "name".
 */
const KEY_PATTERNS: readonly SecretPattern[] = [
  { description: "a Sentry DSN", pattern: /dsn$/, storedAs: "sentry-dsn" },
  { description: "a Datadog key", pattern: /(?:dd|datadog)(?:api|app)key$/, storedAs: "datadog-api-key" },
  {
    description: "a secret",
    pattern: /(?:password|passwd|pwd|secret|token|apikey|appkey|accesskey|privatekey|credentials?)$/,
  },
];

/** The secret pattern that a value matches, or undefined. */
export function matchSecretValue(value: unknown): SecretPattern | undefined {
  return typeof value === "string" ? VALUE_PATTERNS.find(({ pattern }) => pattern.test(value)) : undefined;
}

/** The secret pattern that a key matches, or undefined. */
export function matchSecretKey(key: string): SecretPattern | undefined {
  const word = key.toLowerCase().replace(/[_-]/g, "");
  return KEY_PATTERNS.find(({ pattern }) => pattern.test(word));
}
