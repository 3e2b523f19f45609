/** How the readers of the sinks reach them. */
export interface ReaderOptions {
  /** `host:port` of the local end of a tunnel to the search engine. */
  readonly tunnel?: string | undefined;
  /** Ends requests and pauses. */
  readonly signal?: AbortSignal | undefined;
  /** Waits for the end of a rate limit. @default - waits that long */
  readonly sleep?: ((ms: number) => Promise<void>) | undefined;
}
