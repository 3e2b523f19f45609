import type { SensitiveDataClass } from "../../catalog";

/** Kinds of secrets, as they appear in labels (lower-case letters only), and the class of each. */
export const KINDS = {
  password: "credential",
  token: "credential",
  key: "credential",
  authorization: "credential",
  cookie: "credential",
  email: "contact",
  phone: "contact",
  name: "contact",
  address: "contact",
  card: "financial",
  iban: "financial",
  account: "financial",
  wallet: "financial",
  id: "identity",
  birth: "identity",
  health: "health",
  ip: "network",
  mac: "network",
} as const satisfies Readonly<Record<string, SensitiveDataClass>>;

export type Kind = keyof typeof KINDS;
