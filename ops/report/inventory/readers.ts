import { type DataClass, roleName } from "../../../catalog";
import type { EnvironmentConfig } from "../../../config";

/** Who reads the places to which no role of the platform has access. */
export const ADMINISTRATORS = "administrators of the account";

/** The roles that people assume to read a log of InventorySync, in its log group and in the domain. */
export function readersOf({ environment }: EnvironmentConfig, dataClass: DataClass): readonly string[] {
  return dataClass === "audit"
    ? [`${roleName(environment, "auditor")} (unmasked)`]
    : [`${roleName(environment, "reader")} (masked)`, `${roleName(environment, "auditor")} (unmasked)`];
}

/** Both roles, for log groups whose lines have no text of InventorySync. */
export function bothRoles({ environment }: EnvironmentConfig): readonly string[] {
  return [roleName(environment, "reader"), roleName(environment, "auditor")];
}
