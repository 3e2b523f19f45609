import { SENTRY_API_VERSION } from "@sentry/core";
import { type AddressPolicy, originProblem } from "../../../shared/intake-address";
import { SafeError } from "../../../shared/safe-error";

/** URL for envelopes, and credentials. */
export interface Endpoint {
  readonly url: string;
  /** The header `X-Sentry-Auth`, which contains the key. */
  readonly auth: string;
}

/**
 * `https://<key>@<host>[:<port>]/<project>`, of which old DSNs have `:<secret>` after the key, and those of a self-hosted
 * Sentry behind a proxy have a path before the project. Source: Sentry developer documentation, "Parsing the DSN".
 */
const DSN_FORMAT =
  /^https?:\/\/(?<key>\w+)(?::\w*)?@[^\s/?#@\\]+(?<path>(?:\/(?!\.{1,2}\/)[\w.-]+)*)\/(?<project>\d+)$/;
const CLIENT = "inventorysync-logging/1.0";

/** @throws SafeError if the text is not a DSN, or if its address is not accepted; the message does not repeat the text */
export function parseDsn(text: string, policy: AddressPolicy): Endpoint {
  const dsn = text.trim();
  const { key, path = "", project } = DSN_FORMAT.exec(dsn)?.groups ?? {};
  if (key === undefined || project === undefined || !URL.canParse(dsn)) throw invalidDsn("not a DSN");
  const url = new URL(dsn);
  const problem = originProblem(url, policy);
  if (problem !== undefined) throw invalidDsn(problem);
  // The key is in the header, and a URL with credentials would be rejected.
  return {
    url: `${url.origin}${path}/api/${project}/envelope/`,
    auth: `Sentry sentry_version=${SENTRY_API_VERSION}, sentry_client=${CLIENT}, sentry_key=${key}`,
  };
}

function invalidDsn(problem: string): SafeError {
  return new SafeError(
    `the Sentry DSN is ${problem}, expected https://<key>@<host>/<project>; correct the value of its secret`,
  );
}
