export { DRIVES } from "./drives";
export { type Examined, mutatePermissions } from "./mutate-permissions";
export { MAX_UNPROVEN_PERCENT, type Score, scoreOf, type Verdict } from "./verdict";
