export { createDatadogSink, datadogRoute } from "./datadog";
export { createOpenSearchSink, opensearchRoute } from "./opensearch";
export { createSentrySink, sentryRoute, stormFilter } from "./sentry";
export type { Attempt, Item, Route, Sink, Verdict } from "./sink";
