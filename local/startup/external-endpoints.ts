import type { Endpoints } from "../endpoints";

/** Running components that environment variables name. The platform uses them instead of starting its own. */
export interface ExternalEndpoints {
  readonly aws?: { readonly url: string; readonly caFile?: string };
  readonly search?: Omit<NonNullable<Endpoints["search"]>, "caFile"> & { readonly caFile?: string };
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `AWS_ENDPOINT_URL` and `AWS_CA_BUNDLE`, and `OPENSEARCH_URL` and `OPENSEARCH_CA_FILE`. User and password of the
 * search engine are in its URL or in `OPENSEARCH_USERNAME` and `OPENSEARCH_PASSWORD`. The files are PEM.
 *
 * @throws Error if a URL cannot be used; the message never contains a password
 */
export function externalEndpoints(env: Environment): ExternalEndpoints {
  const aws = env["AWS_ENDPOINT_URL"];
  const search = env["OPENSEARCH_URL"];
  return {
    ...(aws !== undefined && aws !== "" && { aws: { url: aws, ...caFile(env["AWS_CA_BUNDLE"]) } }),
    ...(search !== undefined && search !== "" && { search: externalSearchEngine(search, env) }),
  };
}

function externalSearchEngine(address: string, env: Environment): NonNullable<ExternalEndpoints["search"]> {
  if (!URL.canParse(address))
    throw new Error("OPENSEARCH_URL is not a URL; write it as https://user:password@host:port");
  const url = new URL(address);
  if (url.protocol !== "https:") {
    throw new Error(
      `OPENSEARCH_URL begins with ${url.protocol}//, expected https://; the functions accept only https, as for OpenSearch Service`,
    );
  }
  const username = decodeURIComponent(url.username) || env["OPENSEARCH_USERNAME"];
  const password = decodeURIComponent(url.password) || env["OPENSEARCH_PASSWORD"];
  if (!username || !password) {
    throw new Error(
      "OPENSEARCH_URL has no user and password; set OPENSEARCH_USERNAME and OPENSEARCH_PASSWORD",
    );
  }
  return { url: url.origin, username, password, ...caFile(env["OPENSEARCH_CA_FILE"]) };
}

function caFile(file: string | undefined): { caFile?: string } {
  return file === undefined || file === "" ? {} : { caFile: file };
}
