export { acknowledge, type Acknowledgement } from "./acknowledge";
export { leaveUnmasked, unmaskedReason } from "./leave-unmasked";
export { LogGroupRules } from "./log-group-rules";
export { SolutionsChecks } from "./solutions-checks";
export { wildcardFindingId } from "./wildcard-finding-id";
