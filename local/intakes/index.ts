export { startBulkIntake } from "./bulk-intake";
export type { BulkIntake } from "./bulk-intake";
export { startDatadogIntake } from "./datadog-intake";
export type { DatadogIntake } from "./datadog-intake";
export type { Taken } from "./datadog-taken";
export { startSentryIntake } from "./sentry-intake";
export type { SentryIntake } from "./sentry-intake";
export { serveIntake } from "./intake-server";
export type { Fault, IntakeRequest } from "./intake-server";
