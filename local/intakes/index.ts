export { startOpenSearchIntake } from "./opensearch-intake";
export type { OpenSearchIntake } from "./opensearch-intake";
export { startDatadogIntake } from "./datadog-intake";
export type { DatadogIntake } from "./datadog-intake";
export type { AcceptedLogs } from "./accepted-logs";
export { startSentryIntake } from "./sentry-intake";
export type { SentryIntake } from "./sentry-intake";
export { serveIntake } from "./intake-server";
export type { RequestFault, IntakeRequest, IntakeServer } from "./intake-server";
