export { type Control, type Framework, type Status, STATUSES } from "./control";
export { builtMeasures, FRAMEWORKS, missingProperties, statusOf } from "./matrix";
export type { BuiltMeasure, Evidence, Measure } from "./measure";
export { type MeasureId, MEASURES } from "./measures";
