import { DescribeDomainCommand, OpenSearchClient } from "@aws-sdk/client-opensearch";
import { searchDomainName } from "../../catalog";
import { type CommandContext, givenUrl, OperatorError } from "../cli";

/** How to reach the search engine of an environment, and how to authenticate. */
export interface SearchAddress {
  readonly url: string;
  /** Undefined: requests are signed with the AWS credentials. */
  readonly basic?: { readonly username: string; readonly password: string };
  /** File with the certificate authority, in PEM format. @default - those of Node.js */
  readonly caFile?: string;
}

/**
 * The address in OPENSEARCH_URL, else that of the environment's domain or external cluster.
 *
 * @throws OperatorError if the environment has no search engine, or its credentials are missing
 */
export async function findSearchAddress({ config, aws, io }: CommandContext): Promise<SearchAddress> {
  const { OPENSEARCH_URL: given, OPENSEARCH_CA_FILE: caFile } = io.env;
  const basic = basicCredentials(io.env);
  const options = { ...(basic && { basic }), ...(caFile && { caFile }) };
  if (given) return { url: withoutCredentials(given), ...options };

  const { environment, search } = config;
  switch (search.kind) {
    case "none":
      throw new OperatorError(
        `the environment ${environment} has no search engine; ask CloudWatch Logs Insights with --on insights`,
      );
    case "external": {
      if (!basic && search.authentication.kind !== "sigv4")
        throw new OperatorError(
          `the search engine of ${environment} needs a user; set OPENSEARCH_USERNAME and OPENSEARCH_PASSWORD`,
        );
      const [url = ""] = search.hosts;
      return { url, ...options };
    }
    case "domain":
      return { url: await domainUrl(environment, aws), ...options };
  }
}

async function domainUrl(environment: string, aws: CommandContext["aws"]): Promise<string> {
  const client = new OpenSearchClient(aws);
  const domainName = searchDomainName(environment);
  const { DomainStatus: status } = await client.send(new DescribeDomainCommand({ DomainName: domainName }));
  const host = status?.Endpoint ?? status?.Endpoints?.["vpc"];
  if (host === undefined)
    throw new OperatorError(
      `the domain ${domainName} has no endpoint yet; wait until its creation has ended`,
    );
  return `https://${host}`;
}

function basicCredentials(env: CommandContext["io"]["env"]): SearchAddress["basic"] {
  const url = env["OPENSEARCH_URL"] ? givenUrl("OPENSEARCH_URL", env["OPENSEARCH_URL"]) : undefined;
  const username = env["OPENSEARCH_USERNAME"] ?? decodeURIComponent(url?.username ?? "");
  const password = env["OPENSEARCH_PASSWORD"] ?? decodeURIComponent(url?.password ?? "");
  return username && password ? { username, password } : undefined;
}

function withoutCredentials(address: string): string {
  const url = new URL(address);
  url.username = "";
  url.password = "";
  return url.href.replace(/\/$/, "");
}
