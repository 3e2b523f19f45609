import type { SearchConfig } from "./schema";

/** Whether people reach the domain through a bastion. */
export function hasBastion(search: SearchConfig): boolean {
  return search.kind === "domain" && search.network.kind !== "public" && search.network.bastion;
}
