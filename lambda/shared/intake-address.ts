import { BlockList, isIP } from "node:net";

/** Which addresses requests with credentials and log records may go to. */
export interface AddressPolicy {
  /**
   * Accepts private hosts, and `http` to them. For a self-hosted intake in a private network, and for the local
   * platform.
   */
  readonly allowPrivate: boolean;
}

/** The setting of an environment from which the policy is made, for the messages. */
const ALLOW_PRIVATE_SETTING = "forwarding.allowPrivateAddresses";

/**
 * Why the address of an intake is not accepted; undefined if it is. An address is an https URL without credentials,
 * query and fragment. The text never repeats the address, which may contain a secret.
 */
export function addressProblem(address: string, policy: AddressPolicy): string | undefined {
  if (!URL.canParse(address)) return "not a URL";
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") return "a URL with credentials";
  if (/[?#]/.test(address)) return "a URL with a query or a fragment";
  return originProblem(url, policy);
}

/** Why the scheme or the host of a URL is not accepted; undefined if both are. */
export function originProblem(
  { protocol, hostname }: URL,
  { allowPrivate }: AddressPolicy,
): string | undefined {
  if (protocol !== "https:" && protocol !== "http:") return "a URL with another scheme than https";
  const isPrivate = isPrivateHost(hostname);
  if (isPrivate && !allowPrivate) return `a private address without ${ALLOW_PRIVATE_SETTING}`;
  if (protocol === "http:" && !isPrivate) return "a URL without TLS";
  return undefined;
}

/**
 * Whether a host is in a private network, judged by its text alone: the name is not resolved.
 *
 * @param hostname as `URL` returns it: in lower case, an IPv6 address in brackets, an IPv4 address in decimal form
 *   however it was written
 */
function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.+$/, "");
  switch (isIP(host)) {
    case 4:
      return privateAddresses().check(host, "ipv4");
    case 6:
      return privateAddresses().check(host, "ipv6") || ISATAP.test(host);
    default:
      return PRIVATE_NAME.test(host);
  }
}

/**
 * `.localhost` is loopback (RFC 6761). `.internal` is reserved for private networks (ICANN resolution 2024.07.29.06), and
 * contains the metadata services of AWS and Google Cloud. `.local` is link-local (RFC 6762), and `home.arpa` is for home
 * networks (RFC 8375). The others are usual in private networks (RFC 6762, appendix G) or are defaults of operating
 * systems. A name without a dot is completed by the network's own search domain.
 */
const PRIVATE_NAME =
  /^[^.]*$|\.(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan)$|(?:^|\.)home\.arpa$/;

/**
 * An address of any network whose last 64 bits are `0:5efe` and an IPv4 address, as `URL` writes it. The first 16 of
 * these bits may also contain the bits u and g. Source: RFC 5214, section 6.1. A host reaches the IPv4 address directly.
 */
const ISATAP = /:(?:0|[1-3]00)?:5efe:[\da-f]+:[\da-f]+$|^(?:[\da-f]+:){4}(?:0|[1-3]00):5efe::$/;

/**
 * Source: IANA IPv4 and IPv6 Special-Purpose Address Registries, the networks that are not globally reachable. The last
 * rows embed an IPv4 address in an IPv6 address: IPv4-compatible, IPv4-translated (RFC 2765), NAT64 and 6to4; Teredo is
 * in 2001::/23. `BlockList` itself compares an IPv4-mapped address (::ffff:0:0/96) with the IPv4 networks.
 */
const PRIVATE_NETWORKS: readonly (readonly [network: string, prefix: number, family: "ipv4" | "ipv6"])[] = [
  ["0.0.0.0", 8, "ipv4"],
  ["10.0.0.0", 8, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["127.0.0.0", 8, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.0.0.0", 24, "ipv4"],
  ["192.0.2.0", 24, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["198.18.0.0", 15, "ipv4"],
  ["198.51.100.0", 24, "ipv4"],
  ["203.0.113.0", 24, "ipv4"],
  ["224.0.0.0", 3, "ipv4"],
  ["100::", 64, "ipv6"],
  ["100:0:0:1::", 64, "ipv6"],
  ["2001::", 23, "ipv6"],
  ["2001:db8::", 32, "ipv6"],
  ["3fff::", 20, "ipv6"],
  ["5f00::", 16, "ipv6"],
  ["fc00::", 7, "ipv6"],
  ["fe80::", 10, "ipv6"],
  ["fec0::", 10, "ipv6"],
  ["ff00::", 8, "ipv6"],
  ["::", 96, "ipv6"],
  ["::ffff:0:0:0", 96, "ipv6"],
  ["64:ff9b::", 96, "ipv6"],
  ["64:ff9b:1::", 48, "ipv6"],
  ["2002::", 16, "ipv6"],
];

let cachedAddresses: BlockList | undefined;

/** Created at the first address that is not a name, because hardly any intake has one. */
function privateAddresses(): BlockList {
  if (!cachedAddresses) {
    cachedAddresses = new BlockList();
    for (const network of PRIVATE_NETWORKS) cachedAddresses.addSubnet(...network);
  }
  return cachedAddresses;
}
