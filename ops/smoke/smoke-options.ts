export interface SmokeOptions {
  /** How long an event may take, such as `5m`. */
  readonly timeout: string;
  /** `host:port` of the local end of a tunnel to the search engine. */
  readonly tunnel?: string;
  /** Do not clean up. */
  readonly keep?: true;
}
