export { startOpenSearchIntake as startBulkIntake } from "./opensearch-intake";
export type { OpenSearchIntake as BulkIntake } from "./opensearch-intake";
export { startDatadogIntake } from "./datadog-intake";
export type { DatadogIntake } from "./datadog-intake";
export type { AcceptedLogs as Taken } from "./accepted-logs";
export { startSentryIntake } from "./sentry-intake";
export type { SentryIntake } from "./sentry-intake";
export { serveIntake } from "./intake-server";
export type { RequestFault as Fault, IntakeRequest, IntakeServer } from "./intake-server";
