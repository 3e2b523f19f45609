export { expectedBySink } from "./expected-counts";
export { createSinkReaders } from "./sink-readers";
export { createOpenSearchReader as engine } from "./opensearch";
export { functionLogGroups, messagesOf } from "./log-groups";
export { verify as prove } from "./verify";
export { type VerificationReport as Report, createVerificationReport as report } from "./report";
export { listObjectKeys as objectKeys, pendingEvents as waitingPlaces } from "./pending-events";
