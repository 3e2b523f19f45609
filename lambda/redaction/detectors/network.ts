import { isIPv6 } from "node:net";
import { DOTTED_NUMBER, LONG_RUN_WITH_DIGIT, SEPARATOR } from "../text/traits";
import { type Detector, type DetectedSecret, wholeMatch } from "./detector";

/** Text before four dotted numbers that identifies a version. */
const VERSION =
  /(?:\bv|\bver|version|release|build|revision|firmware|agent|driver|kernel|upgraded?|==|@|[\w)]-)["':=\s]{0,4}$/i;

const ipv4: Detector = {
  name: "IPv4 address",
  kind: "ip",
  description:
    "four numbers up to 255; not version numbers, and not loopback, unspecified or broadcast addresses",
  source: "RFC 791; excluded addresses: RFC 6890",
  requiredTraits: DOTTED_NUMBER,
  hint: /\d\.\d{1,3}\.\d/,
  pattern:
    /(?<![\w.])(?<!\d[,-])(?:(?:25[0-5]|2[0-4]\d|[01]?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d?\d)(?!\.?\d|\w|-(?!\d{1,3}\.\d{1,3}\.))/g,
  detect: wholeMatch("ip", isAddress),
  examples: [
    ["from 203.0.113.17:443", "from [redacted:ip]:443"],
    ["src: /10.250.19.102:54106, x", "src: /[redacted:ip]:54106, x"],
    [
      "version 1.2.3.4, v10.0.0.1, conf 1.2.5.1-2, Chrome/120.0.0.0, oid 1.3.6.1.4.1, 256.1.1.1, 127.0.0.1, 0.0.0.0",
    ],
  ],
};

function isAddress(address: string, match: RegExpExecArray): boolean {
  if (/^(?:127|0)\.|^255\.255\.255\./.test(address)) return false;
  const before = match.input.slice(Math.max(0, match.index - 24), match.index);
  if (/[A-Z]\/$/i.test(before) && address.endsWith(".0")) return false;
  return !VERSION.test(before);
}

const ipv6: Detector = {
  name: "IPv6 address",
  kind: "ip",
  description: "eight groups of hexadecimal digits, or fewer with `::`; not loopback",
  source: "RFC 4291, section 2.2; RFC 5952",
  requiredTraits: SEPARATOR,
  hint: /:[\da-f]{0,4}:/i,
  pattern: /(?<![\w:.])(?=[\da-f]{0,4}:)[\da-f:.]{2,45}(?![\w:])/gi,
  detect: findIpv6,
  examples: [
    ["from [2001:db8::17]:443", "from [[redacted:ip]]:443"],
    ["fe80:0:0:0:200:f8ff:fe21:67cf is up", "[redacted:ip] is up"],
    ["at 12:30:45, std::string, ::1, a::b, dead::beef, 12:34"],
  ],
};

function findIpv6(match: RegExpExecArray): DetectedSecret | undefined {
  const address = match[0].replace(/\.$/, "");
  return /\d/.test(address) && /[\da-f]{1,4}:.*[\da-f]/i.test(address) && isIPv6(address)
    ? { kind: "ip", from: match.index, to: match.index + address.length }
    : undefined;
}

const mac: Detector = {
  name: "MAC address",
  kind: "mac",
  description: "six pairs of hexadecimal digits, separated by colons or dashes",
  source: "IEEE 802, section 8.1; EUI-48",
  requiredTraits: SEPARATOR | LONG_RUN_WITH_DIGIT,
  hint: /\b[\da-f]{2}[:-][\da-f]{2}[:-][\da-f]{2}[:-]/i,
  pattern: /(?<![\w:-])(?:[\da-f]{2}(?::[\da-f]{2}){5}|[\da-f]{2}(?:-[\da-f]{2}){5})(?![\w:-])/gi,
  detect: wholeMatch(
    "mac",
    (address) => !/^(?:00[:-]){5}00$|^(?:ff[:-]){5}ff$|^\d\d(?:-\d\d){5}$/i.test(address),
  ),
  examples: [
    ["eth0 00:1a:2B:3c:4d:5e up", "eth0 [redacted:mac] up"],
    ["md5 00:1a:2b:3c:4d:5e:6f:70:81:92:a3:b4:c5:d6:e7:f8, 00:00:00:00:00:00, 12:34:56"],
  ],
};

export const network: readonly Detector[] = [ipv4, ipv6, mac];
