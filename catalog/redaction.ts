import type { LogId } from "./logs";

/** Classes of sensitive data. The redaction policy has one action for each class. */
export const SENSITIVE_DATA_CLASSES = [
  "credential",
  "contact",
  "financial",
  "identity",
  "health",
  "network",
] as const;
export type SensitiveDataClass = (typeof SENSITIVE_DATA_CLASSES)[number];

/**
 * `mask`: replaces the value by a label. `hash`: replaces it by a label with a keyed hash, so that events of the same
 * person can be correlated without identifying the person; without a key it acts as `mask`. `keep`: leaves the value,
 * for the given reason.
 */
export type RedactionAction =
  { readonly kind: "mask" } | { readonly kind: "hash" } | { readonly kind: "keep"; readonly reason: string };

/** The only action for credentials is `mask`: with the hash key, passwords could be guessed from their hashes. */
export type RedactionPolicy = Readonly<
  { credential: { readonly kind: "mask" } } & Record<
    Exclude<SensitiveDataClass, "credential">,
    RedactionAction
  >
>;

/** Redaction actions that an environment overrides, by class. */
export type RedactionOverrides = {
  readonly [Class in SensitiveDataClass]?: RedactionPolicy[Class] | undefined;
};

const mask = { kind: "mask" } as const;
const hash = { kind: "hash" } as const;

/** The action for each class, in every log without an override below. */
export const DEFAULT_REDACTION_POLICY: RedactionPolicy = {
  credential: mask,
  contact: hash,
  financial: mask,
  identity: mask,
  health: mask,
  network: hash,
};

export const CLASS_DESCRIPTIONS: Readonly<Record<SensitiveDataClass, string>> = {
  credential: "passwords, tokens, keys, cookies and other values that grant access",
  contact: "e-mail addresses, phone numbers, names and postal addresses of people",
  financial: "card numbers, card security codes and account numbers",
  identity: "government-issued identity numbers, and dates of birth",
  health: "medical record numbers, diagnoses and health insurance numbers",
  network: "IP and MAC addresses, which are personal data under the GDPR",
};

const keepAddresses = {
  kind: "keep",
  reason: "a log of data class audit must show from which address somebody acted",
} as const;

/** Redaction actions that a log overrides, by class. */
export const LOG_REDACTION_OVERRIDES: Readonly<Partial<Record<LogId, Partial<RedactionPolicy>>>> = {
  audit: { network: keepAddresses },
  security: { network: keepAddresses },
};

/**
 * The redaction policy of a log. The environment's overrides take precedence over the log's overrides, and those over
 * the default.
 *
 * @param log undefined for text of unknown origin
 */
export function redactionPolicyOf(log?: LogId, overrides: RedactionOverrides = {}): RedactionPolicy {
  const definedOverrides = Object.entries(overrides).filter(([, action]) => action !== undefined);
  return {
    ...DEFAULT_REDACTION_POLICY,
    ...(log && LOG_REDACTION_OVERRIDES[log]),
    ...(Object.fromEntries(definedOverrides) as Partial<RedactionPolicy>),
  };
}
