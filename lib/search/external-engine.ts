import { Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { SearchConfig } from "../../config/schema";
import { SearchEngine, type SearchEngineProps } from "./search-engine";

export type ExternalConfig = Extract<SearchConfig, { kind: "external" }>;

/** Source: Amazon OpenSearch Service Developer Guide, "Creating and managing domains": name, then 26 characters. */
const DOMAIN_ENDPOINT =
  /^https:\/\/(?:search|vpc)-([a-z][a-z0-9-]{2,27})-[a-z0-9]{26}\.([a-z0-9-]+)\.(?:es|aos)\.amazonaws\.com(?::443)?\/?$/;

/**
 * The search engine of an external cluster. With `sigv4` the cluster must be an OpenSearch Service domain of this
 * account and region; its ARN is derived from the endpoint.
 *
 * @throws Error if authentication is `sigv4` and the hosts are not the one endpoint of such a domain
 */
export function createExternalEngine(
  scope: Construct,
  { hosts, authentication }: ExternalConfig,
  options: Pick<SearchEngineProps, "dataStreams" | "allowPrivateAddresses">,
): SearchEngine {
  const domainArn = authentication.kind === "sigv4" ? domainArnOf(scope, hosts) : undefined;
  return new SearchEngine({ endpoints: hosts, authentication, domainArn, ...options });
}

function domainArnOf(scope: Construct, hosts: readonly string[]): string {
  const stack = Stack.of(scope);
  const [host = "", ...others] = hosts;
  const [, domainName, region] = DOMAIN_ENDPOINT.exec(host) ?? [];
  if (domainName === undefined || region !== stack.region || others.length > 0) {
    throw new Error(
      `search.authentication is sigv4 and search.hosts is ${hosts.join(", ")}, expected the one endpoint of an ` +
        `OpenSearch Service domain in ${stack.region}; set search.hosts to that endpoint, or set ` +
        "search.authentication to basic or apiKey",
    );
  }
  return stack.formatArn({ service: "es", resource: "domain", resourceName: domainName });
}
