import type { LogId } from "./logs";

/** What sensitive data is about; what becomes of it is decided class by class. */
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
 * `mask`: a label stands in its place. `hash`: a label with a keyed hash, so that the same person can be followed
 * without being known; without a key it is `mask`. `keep`: it stays, and the reason says why it may.
 */
export type RedactionAction =
  { readonly kind: "mask" } | { readonly kind: "hash" } | { readonly kind: "keep"; readonly reason: string };

/** A credential is masked and nothing else: whoever holds the hash key could try passwords against its hash. */
export type RedactionPolicy = Readonly<
  { credential: { readonly kind: "mask" } } & Record<
    Exclude<SensitiveDataClass, "credential">,
    RedactionAction
  >
>;

/** What an environment says of classes, where it says anything. */
export type RedactionOverrides = {
  readonly [Class in SensitiveDataClass]?: RedactionPolicy[Class] | undefined;
};

const mask = { kind: "mask" } as const;
const hash = { kind: "hash" } as const;

/** What each class holds and what becomes of it in every log that has no row of its own below. */
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
  reason: "an audit log must show from which address somebody acted",
} as const;

/** Logs in which a class is treated otherwise. */
export const LOG_REDACTION_OVERRIDES: Readonly<Partial<Record<LogId, Partial<RedactionPolicy>>>> = {
  audit: { network: keepAddresses },
  security: { network: keepAddresses },
};

/**
 * What becomes of each class in a log: what the environment says, else the log's own row, else the class's.
 *
 * @param log undefined for text of which nobody knows where it is from
 */
export function redactionPolicyOf(log?: LogId, overrides: RedactionOverrides = {}): RedactionPolicy {
  const definedOverrides = Object.entries(overrides).filter(([, action]) => action !== undefined);
  return {
    ...DEFAULT_REDACTION_POLICY,
    ...(log && LOG_REDACTION_OVERRIDES[log]),
    ...(Object.fromEntries(definedOverrides) as Partial<RedactionPolicy>),
  };
}
