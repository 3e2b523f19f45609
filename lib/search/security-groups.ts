import * as ec2 from "aws-cdk-lib/aws-ec2";
import type { Construct } from "constructs";
import { SINKS } from "../../catalog";

const HTTPS = ec2.Port.tcp(443);
const HTTPS_DESTINATIONS = [
  "search domain",
  "AWS",
  ...SINKS.flatMap(({ name, title }) => (name === "opensearch" ? [] : title)),
].join(", ");

export interface SearchSecurityGroups {
  /** The security group of the functions: only outbound HTTPS. */
  readonly securityGroup: ec2.SecurityGroup;
  /** The security group of the domain: only HTTPS from the functions and the clients. */
  readonly domainSecurityGroup: ec2.SecurityGroup;
}

/**
 * The security groups of the domain and of the functions that call it.
 *
 * @param clients IPv4 ranges from which people may reach the domain
 */
export function createSecurityGroups(
  scope: Construct,
  vpc: ec2.IVpc,
  clients: readonly string[],
): SearchSecurityGroups {
  const securityGroup = new ec2.SecurityGroup(scope, "Functions", {
    vpc,
    description: "functions that talk to the search domain",
    allowAllOutbound: false,
  });
  securityGroup.addEgressRule(ec2.Peer.anyIpv4(), HTTPS, HTTPS_DESTINATIONS);
  const domainSecurityGroup = new ec2.SecurityGroup(scope, "Domain", {
    vpc,
    description: "search domain",
    allowAllOutbound: false,
  });
  domainSecurityGroup.addIngressRule(securityGroup, HTTPS, "functions of the logging platform");
  for (const range of clients)
    domainSecurityGroup.addIngressRule(ec2.Peer.ipv4(range), HTTPS, "people, by search.network.clients");
  return { securityGroup, domainSecurityGroup };
}
