import type { SecretName } from "../catalog";

/** Something that looks like a secret, and the secret it is kept as where that is known. */
export interface SecretKind {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly keptAs?: SecretName;
}

/** Texts that are secrets wherever they stand; the first row that matches names them. */
const BY_VALUE: readonly SecretKind[] = [
  { kind: "a Sentry DSN", pattern: /:\/\/[^\s/@]+@[^\s/]+\/(?:\S+\/)?\d+$/, keptAs: "sentry-dsn" },
  {
    kind: "an address with credentials",
    pattern: /:\/\/[^\s/@]+@|^[^\s/:@]+:[^\s@]+@/,
    keptAs: "search-engine",
  },
  { kind: "an address with a key", pattern: /[?&][\w-]*(?:key|token|secret|password)=/i },
  {
    kind: "a Datadog key",
    pattern: /(?<![0-9a-f])(?:[0-9a-f]{32}|[0-9a-f]{40})(?![0-9a-f])/i,
    keptAs: "datadog-api-key",
  },
  { kind: "an AWS access key", pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  { kind: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { kind: "a token", pattern: /^(?:bearer|basic|apikey)\s+\S{8}/i },
  // No name is a run this long with both cases and digits: base64 or the like.
  { kind: "a token", pattern: /(?=[a-z\d+]*[A-Z])(?=[A-Z\d+]*[a-z])(?=[A-Za-z+]*\d)[A-Za-z\d+]{32}/ },
];

/** Keys that announce a secret, without case, `_` and `-`. `secretName` is none of them: it ends in "name". */
const BY_KEY: readonly SecretKind[] = [
  { kind: "a Sentry DSN", pattern: /dsn$/, keptAs: "sentry-dsn" },
  { kind: "a Datadog key", pattern: /(?:dd|datadog)(?:api|app)key$/, keptAs: "datadog-api-key" },
  {
    kind: "a secret",
    pattern: /(?:password|passwd|pwd|secret|token|apikey|appkey|accesskey|privatekey|credentials?)$/,
  },
];

/** What kind of secret a value looks like, or undefined. */
export function secretValue(value: unknown): SecretKind | undefined {
  return typeof value === "string" ? BY_VALUE.find(({ pattern }) => pattern.test(value)) : undefined;
}

/** What kind of secret a key announces, or undefined. */
export function secretKey(key: string): SecretKind | undefined {
  const word = key.toLowerCase().replace(/[_-]/g, "");
  return BY_KEY.find(({ pattern }) => pattern.test(word));
}
