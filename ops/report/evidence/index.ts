export { type EvidenceEntry, RESULTS } from "./entry";
export { appendEntry, checkIndex } from "./evidence-index";
export { type EvidencePeriod, evidencePeriod } from "./evidence-period";
export { hashReports, reportProblems } from "./reports";
