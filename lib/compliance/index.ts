export { acknowledge, type Acknowledgement, acknowledgementsOf, type Owner } from "./acknowledge";
export { type CheckedScope, complianceChecks } from "./compliance-checks";
export { type Finding, findingsIn } from "./findings";
export { createPacks, twinIds } from "./packs";
export { RULES as OWN_RULES } from "./rules";
export { wildcardFindingId } from "./wildcard-finding-id";
