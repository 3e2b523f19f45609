import type { SearchConfig } from "./schema";

/** The groups of the identity provider that search as a role; none without SAML. */
export function samlGroups(search: SearchConfig, role: "readers" | "auditors"): readonly string[] {
  return search.kind === "domain" ? (search.saml?.[role] ?? []) : [];
}
