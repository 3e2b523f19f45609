/** Where the parts of a running local platform are, and how to sign in. All on loopback; nothing here is a real secret. */
export interface Endpoints {
  readonly aws: {
    readonly url: string;
    readonly region: string;
    readonly accountId: string;
    /** PEM file of the authority that signed the emulator's certificate. */
    readonly caFile: string;
  };
  /** Absent when the platform runs without a search engine. */
  readonly search?: {
    readonly url: string;
    readonly username: string;
    readonly password: string;
    readonly caFile: string;
  };
  readonly sentry: {
    readonly url: string;
    readonly dsn: string;
    /** Spotlight, which a person can look at; or the intake of the tests, which can be told to fail. */
    readonly kind: "spotlight" | "intake-server";
  };
  readonly datadog: { readonly url: string; readonly apiKey: string };
}
