import { type ChangedResource, changedResources, type ChangedStack } from "../change";
import type { Violation } from "../finding";
import { compareGrants } from "../permissions/compare-grants";
import { formatGrant } from "../permissions/grant";
import { grantsOf } from "../permissions/grants-of";
import { formatValue, isEqual, isTrueAt, valueAt } from "../values";
import type { Rule } from "./rule";

type SecurityGroupRule = ChangedStack["difference"]["securityGroupChanges"]["ingress"]["additions"][number];

/** Conditions that limit `Principal: *` to callers of an account or organization, or to a private network. */
const LIMITING_KEY =
  /^aws:(?:SourceAccount|SourceArn|SourceVpce?|SourceOwner|PrincipalAccount|PrincipalOrgID|PrincipalArn|CalledVia)$/i;

const ACCESS_BLOCKS = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

/** Settings that open a resource, and the values with which they do. */
const OPENINGS: Readonly<Record<string, readonly (readonly [path: string, ...values: unknown[]])[]>> = {
  "AWS::S3::Bucket": [["AccessControl", "PublicRead", "PublicReadWrite", "AuthenticatedRead"]],
  "AWS::OpenSearchService::Domain": [["VPCOptions", undefined]],
  "AWS::EC2::Subnet": [["MapPublicIpOnLaunch", true, "true"]],
  "AWS::Lambda::Url": [["AuthType", "NONE"]],
};

/** Types that connect a private network with the internet or with other networks. */
const CONNECTIONS: ReadonlySet<string> = new Set([
  "AWS::EC2::InternetGateway",
  "AWS::EC2::EgressOnlyInternetGateway",
  "AWS::EC2::NatGateway",
  "AWS::EC2::VPCGatewayAttachment",
  "AWS::EC2::VPCPeeringConnection",
  "AWS::EC2::Route",
  "AWS::OpenSearchService::VpcEndpoint",
]);

/** Logs, keys or the search engine become reachable from outside. */
export const publicExposure: Rule = {
  id: "public-exposure",
  description:
    "A policy admits everyone without a condition on the account, a bucket does not block public access, a security group admits all addresses, the search domain leaves its VPC, or a function has a public URL: block. Other addresses are admitted, or a network gets another connection: review.",
  why: "people outside the account can reach logs, or try to",
  remedy: "restore the restriction: name the accounts, networks or roles that need access",
  find: (change) => [
    ...changedResources(change).flatMap((resource) => [
      ...everyone(resource),
      ...accessBlocks(resource),
      ...openings(resource),
      ...connections(resource),
    ]),
    ...change.stacks.flatMap(addresses),
  ],
};

function everyone({ path, before, after }: ChangedResource): readonly Violation[] {
  const earlier = grantsOf(before);
  return [...grantsOf(after)].flatMap(([what, grants]) =>
    compareGrants(earlier.get(what) ?? [], grants)
      .allowed.filter(({ principal }) => principal === "*")
      .map((grant) => ({
        grade:
          grant.conditions.some(({ key }) => LIMITING_KEY.test(key)) && !/^sts:/i.test(grant.action)
            ? ("review" as const)
            : ("block" as const),
        ...{ resource: path, what, from: "not allowed", to: formatGrant(grant) },
      })),
  );
}

/** A new bucket without the setting blocks public access by default. */
function accessBlocks({ path, type, before, after }: ChangedResource): readonly Violation[] {
  if (type !== "AWS::S3::Bucket" || !after) return [];
  return ACCESS_BLOCKS.map((name) => `PublicAccessBlockConfiguration.${name}`)
    .filter((what) =>
      before
        ? isTrueAt(before, what) && !isTrueAt(after, what)
        : [false, "false"].includes(valueAt(after, what) as string),
    )
    .map((what) => ({
      grade: "block",
      resource: path,
      what,
      from: formatValue(valueAt(before, what)),
      to: formatValue(valueAt(after, what)),
    }));
}

function openings({ path, type, before, after }: ChangedResource): readonly Violation[] {
  if (!after) return [];
  return (OPENINGS[type] ?? [])
    .map(([what, ...values]) => ({ what, values, from: valueAt(before, what), to: valueAt(after, what) }))
    .filter(({ values, from, to }) => values.includes(to) && (!before || !isEqual(from, to)))
    .map(({ what, from, to }) => ({
      grade: "block",
      resource: path,
      what,
      from: formatValue(from),
      to: formatValue(to),
    }));
}

function connections({ path, type, before, after }: ChangedResource): readonly Violation[] {
  if (!CONNECTIONS.has(type) || !after) return [];
  return [
    {
      grade: "review",
      resource: path,
      what: type,
      from: before ? "another one" : "none",
      to: before ? "changed" : "added",
    },
  ];
}

function addresses({ stack, resources, difference }: ChangedStack): readonly Violation[] {
  const { ingress, egress } = difference.securityGroupChanges;
  const pathOf = ({ groupId }: SecurityGroupRule) =>
    resources.find(({ logicalId }) => groupId.includes(`${logicalId}.`))?.path ?? `${stack}/${groupId}`;
  const admitted = (rule: SecurityGroupRule, what: string, direction: string): Violation => ({
    grade: what === "SecurityGroupIngress" && isAnywhere(rule) ? "block" : "review",
    resource: pathOf(rule),
    what,
    from: "not allowed",
    to: `${rule.describeProtocol()} ${direction} ${rule.describePeer()}`,
  });
  return [
    ...ingress.additions.map((rule) => admitted(rule, "SecurityGroupIngress", "from")),
    ...egress.additions.map((rule) => admitted(rule, "SecurityGroupEgress", "to")),
  ];
}

function isAnywhere({ peer }: SecurityGroupRule): boolean {
  return peer?.kind === "cidr-ip" && peer.ip.endsWith("/0");
}
