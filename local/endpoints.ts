/**
 * Endpoints and credentials of the components of a running local platform. All endpoints are on the loopback interface;
 * none of the credentials is a real secret.
 */
export interface Endpoints {
  readonly aws: {
    readonly url: string;
    readonly region: string;
    readonly accountId: string;
    /** PEM file of the certificate authority of the emulator. */
    readonly caFile: string;
  };
  /** Absent when the platform runs without a search engine. */
  readonly search?: {
    readonly url: string;
    readonly username: string;
    readonly password: string;
    /**
     * The credentials of the functions.
     * @default - the same user
     */
    readonly functions?: { readonly username: string; readonly password: string };
    readonly caFile: string;
  };
  readonly sentry: {
    /** URL of the intake. */
    readonly url: string;
    readonly dsn: string;
    /** With which its API answers. */
    readonly api: { readonly authToken: string; readonly organization: string; readonly project: string };
    /** URL of Spotlight, which shows the events. */
    readonly pageUrl: string;
  };
  readonly datadog: { readonly url: string; readonly apiKey: string; readonly appKey: string };
  readonly notifications: {
    /** URL of the receiver of notifications. */
    readonly url: string;
    /** The address to which the platform sends them. */
    readonly webhookUrl: string;
  };
}
