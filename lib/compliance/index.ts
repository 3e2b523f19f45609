export {
  acknowledge,
  type Acknowledgement,
  acknowledgementsOf,
  type Owner,
  type RecordedAcknowledgement,
} from "./acknowledge";
export { type CheckedScope, complianceChecks } from "./compliance-checks";
export { type Evaluations, evaluationsIn } from "./evaluations";
export { type Finding, findingsIn } from "./findings";
export { createPacks, twinIds } from "./packs";
export { RULES as OWN_RULES } from "./rules";
export { wildcardFindingId } from "./wildcard-finding-id";
