export { acknowledge, type Acknowledgement } from "./acknowledge";
export { leaveUnmasked, unmaskedReason as unmaskedBecause } from "./leave-unmasked";
export { LogGroupRules } from "./log-group-rules";
export { SolutionsChecks } from "./solutions-checks";
export { wildcardFindingId as wildcardResource } from "./wildcard-finding-id";
