import type { InventoryEntry } from "./inventory-entry";

/** A retention in days, as a number and as text. */
export function formatDays(days: number): Required<Pick<InventoryEntry, "retention" | "retentionDays">> {
  return { retention: `${days} days`, retentionDays: days };
}
