export { acknowledge, type Acknowledgement } from "./acknowledge";
export { leaveUnmasked, unmaskedBecause } from "./leave-unmasked";
export { LogGroupRules } from "./log-group-rules";
export { SolutionsChecks } from "./solutions-checks";
export { wildcardResource } from "./wildcard-resource";
