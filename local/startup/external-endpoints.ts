import type { Endpoints } from "../endpoints";

/** Parts that run already, named by the environment, which the platform uses and does not start. */
export interface ExternalEndpoints {
  readonly aws?: { readonly url: string; readonly caFile?: string };
  readonly search?: Omit<NonNullable<Endpoints["search"]>, "caFile"> & { readonly caFile?: string };
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `AWS_ENDPOINT_URL` with `AWS_CA_BUNDLE`, and `OPENSEARCH_URL` with user and password in it or in
 * `OPENSEARCH_USERNAME` and `OPENSEARCH_PASSWORD`, and `OPENSEARCH_CA_FILE`. The files are PEM.
 *
 * @throws Error when an address cannot be used; it never shows a password
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
    throw new Error("OPENSEARCH_URL is not an address; write it as https://user:password@host:port");
  const url = new URL(address);
  if (url.protocol !== "https:") {
    throw new Error(
      `OPENSEARCH_URL begins with ${url.protocol}//; the functions speak https only, as with OpenSearch Service`,
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
