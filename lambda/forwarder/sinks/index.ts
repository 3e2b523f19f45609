export { createDatadogSink } from "./datadog";
export { createOpenSearchSink } from "./opensearch";
export { createSentrySink } from "./sentry";
export type { Item, Sink, Verdict } from "./sink";
