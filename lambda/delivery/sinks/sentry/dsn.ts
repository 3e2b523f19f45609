import { dsnFromString, SENTRY_API_VERSION } from "@sentry/core";

/** URL for envelopes, and credentials. */
export interface Endpoint {
  readonly url: string;
  /** The header `X-Sentry-Auth`, which contains the key. */
  readonly auth: string;
}

const DSN_FORMAT = /^https?:\/\/\w+(?::\w*)?@[\w.-]+(?::\d+)?\/(?:[\w.-]+\/)*\d+$/;
const CLIENT = "inventorysync-logging/1.0";

/** @throws Error if the text is not a DSN; the message does not repeat the text */
export function parseDsn(text: string): Endpoint {
  // Checked first, because the library writes invalid DSNs to the console.
  const dsn = DSN_FORMAT.test(text.trim()) ? dsnFromString(text.trim()) : undefined;
  if (!dsn) {
    throw new Error(
      "the Sentry DSN is not of the form https://<key>@<host>/<project>; correct the value of its secret",
    );
  }
  const { protocol, host, port, path, projectId, publicKey } = dsn;
  const base = `${protocol}://${host}${port && `:${port}`}${path && `/${path}`}`;
  return {
    url: `${base}/api/${projectId}/envelope/`,
    auth: `Sentry sentry_version=${SENTRY_API_VERSION}, sentry_client=${CLIENT}, sentry_key=${publicKey}`,
  };
}
