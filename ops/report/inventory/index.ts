import type { EnvironmentConfig } from "../../../config";
import { applicationLogs } from "./application-logs";
import { bucketLogs } from "./buckets";
import type { InventoryEntry } from "./inventory-entry";
import { platformLogs } from "./platform-logs";

export type { InventoryEntry } from "./inventory-entry";

/**
 * What an environment logs, where it is kept, for how long, who may read it, and which personal data it has in which
 * form. From the catalogue and the configuration.
 */
export function logInventory(config: EnvironmentConfig): readonly InventoryEntry[] {
  return [...applicationLogs(config), ...platformLogs(config), ...bucketLogs(config)];
}
