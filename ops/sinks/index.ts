export { createSinkReader, createSinkReaders } from "./create-sink-readers";
export { datadogApiUrl } from "./datadog-api-url";
export type { ReaderOptions } from "./reader-options";
export { SINK_IDS, type SinkEvent, type SinkReader, type StoredEvent } from "./sink-reader";
