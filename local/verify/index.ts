export { expectedBySink } from "./expected-counts";
export { createSinkReaders } from "./sink-readers";
export { createOpenSearchReader } from "./opensearch";
export { functionLogGroups, messagesOf } from "./log-groups";
export { verify } from "./verify";
export { type ReportSection, type VerificationReport, createVerificationReport } from "./report";
export { listObjectKeys, pendingEvents } from "./pending-events";
