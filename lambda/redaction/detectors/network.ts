import { isIPv6 } from "node:net";
import { codeBefore, isDigit, isWordCharacter } from "../text/characters";
import { type Detector, type DetectedSecret, NEXT, readPattern, wholeMatch } from "./detector";

/** Text before four dotted numbers that identifies a version. */
const VERSION = /(?:\bv|\bver|version|release|build|revision|firmware|upgraded?|==|~)["':=\s]{0,4}$/i;
/** Text before either a version, whose first number is small, or an address: `driver 9.1.2.3`, `root@203.0.113.7`. */
const MAYBE_VERSION = /(?:agent|driver|kernel|@|[\w)]-)["':=\s]{0,4}$/i;
/** What comes before an address of a person or a host: `user-`, `root@`. */
const HOST =
  /\b(?:(?:user|client|host|peer|node|ip)[-_]|(?:root|admin|ubuntu|ec2-user|git|deploy|postgres|user)@)$/i;
const MIN_OCTET = 100;

const ipv4: Detector = {
  name: "IPv4 address",
  kind: "ip",
  description:
    "four numbers up to 255; not version numbers, and not loopback, unspecified or broadcast addresses",
  source: "RFC 791; excluded addresses: RFC 6890",
  anchor: { at: "number", digits: 4, firstGroup: [1, 3], next: ".", mayMatch: isFirstOfFour },
  ...readPattern(
    /(?<![\w.])(?<!\d[,-])(?:(?:25[0-5]|2[0-4]\d|[01]?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d?\d)(?!\w|-(?!\d{1,3}\.\d{1,3}\.)|\.?\d(?!\d{0,4}(?: >|: )))/y,
    wholeMatch("ip", isAddress),
  ),
  examples: [
    ["from 203.0.113.17:443", "from [redacted:ip]:443"],
    ["root@203.0.113.17:22 kernel: 203.0.113.17", "root@[redacted:ip]:22 kernel: [redacted:ip]"],
    ["port 52082 192.150.187.43", "port 52082 [redacted:ip]"],
    ["user-10.250.19.102 root@10.250.19.102", "user-[redacted:ip] root@[redacted:ip]"],
    ["IP 203.0.113.17.51234 > 203.0.113.18.443: Flags", "IP [redacted:ip].51234 > [redacted:ip].443: Flags"],
    ["src: /10.250.19.102:54106, x", "src: /[redacted:ip]:54106, x"],
    [
      "version 1.2.3.4, v10.0.0.1, conf 1.2.5.1-2, Chrome/120.0.0.0, oid 1.3.6.1.4.1, 256.1.1.1, 127.0.0.1, 0.0.0.0",
    ],
  ],
};

/** Whether three groups of at most three digits with a dot behind each begin at `at`, and then a digit. */
function isFirstOfFour(codes: Uint16Array, at: number): boolean {
  const before = codeBefore(codes, at);
  if (before === DOT || isWordCharacter(before)) return false;
  let next = at;
  for (let group = 0; group < 3; group += 1) {
    const from = next;
    while (next - from <= 3 && isDigit(codes[next] ?? 0)) next += 1;
    if (next === from || codes[next] !== DOT) return false;
    next += 1;
  }
  return isDigit(codes[next] ?? 0);
}
const DOT = 46;

function isAddress(address: string, match: RegExpExecArray): boolean {
  if (/^(?:127|0)\.|^255\.255\.255\./.test(address)) return false;
  const before = match.input.slice(Math.max(0, match.index - 24), match.index);
  if (/[A-Z]\/$/i.test(before) && address.endsWith(".0")) return false;
  if (HOST.test(before)) return true;
  if (MAYBE_VERSION.test(before) && Number.parseInt(address, 10) < MIN_OCTET) return false;
  return !VERSION.test(before);
}

/** Not within a word, but behind one that is no hexadecimal number: `client:2001:db8::1`. */
const IPV6 = /(?:(?<![\w:.])|(?<=\b(?=\w{0,12}[g-z])\w{3,16}:))[\da-f:.]{2,45}(?![\w:])/iy;
/** Characters of the first group of an IPv6 address. */
const MAX_GROUP = 4;
const GROUPS = 8;

const ipv6: Detector = {
  name: "IPv6 address",
  kind: "ip",
  description: "eight groups of hexadecimal digits, or fewer with `::`; not loopback",
  source: "RFC 4291, section 2.2; RFC 5952",
  anchor: { at: "character", characters: ":", next: `${NEXT.hexadecimal}:`, mayMatch: mayBeIpv6 },
  patterns: [IPV6],
  read: findIpv6,
  examples: [
    ["from [2001:db8::17]:443", "from [[redacted:ip]]:443"],
    ["2001:db8::17:54321 - GET", "[redacted:ip]:54321 - GET"],
    ["client:2001:db8::17 connected", "client:[redacted:ip] connected"],
    ["fe80:0:0:0:200:f8ff:fe21:67cf is up", "[redacted:ip] is up"],
    ["at 12:30:45, std::string, ::1, a::b, dead::beef, 12:34"],
  ],
};

/** Reads from the first colon of an address, at most four digits after its start. */
function findIpv6(text: string, at: number): DetectedSecret | undefined {
  let from = at;
  while (at - from < MAX_GROUP && from > 0 && isHexOrColon(text.charCodeAt(from - 1))) from -= 1;
  IPV6.lastIndex = from;
  const run = IPV6.exec(text)?.[0].replace(/[.:]$/, "") ?? "";
  // Without brackets, a port of five digits follows like one more group: `2001:db8::17:54321`.
  const address = isIPv6(run) ? run : run.replace(/:\d{5}$/, "");
  return /\d/.test(address) && /[\da-f]{1,4}:.*[\da-f]/i.test(address) && isIPv6(address)
    ? { kind: "ip", from, to: from + address.length }
    : undefined;
}

/** Whether seven colons follow in groups of digits, or two in a row. A time has neither. */
function mayBeIpv6(codes: Uint16Array, at: number): boolean {
  let colons = 1;
  let group = 0;
  for (let next = at + 1; ; next += 1) {
    const code = codes[next] ?? 0;
    if (!isHexOrColon(code)) return false;
    if (code !== COLON) {
      group += 1;
      if (group > MAX_GROUP) return false;
      continue;
    }
    colons += 1;
    if (group === 0 || colons === GROUPS - 1) return true;
    group = 0;
  }
}
const COLON = 58;

function isHexOrColon(code: number): boolean {
  return (code >= 48 && code <= 58) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

const MAC =
  /(?<![\w:-])(?:[\da-f]{2}(?::[\da-f]{2}){5}(?:(?<=MAC=.{17})(?::[\da-f]{2}){8})?|[\da-f]{2}(?:-[\da-f]{2}){5})(?![\w:-])/iy;

const mac: Detector = {
  name: "MAC address",
  kind: "mac",
  description: "six pairs of hexadecimal digits, separated by colons or dashes",
  source: "IEEE 802, section 8.1; EUI-48",
  anchor: { at: "character", characters: ":-", next: NEXT.hexadecimal, mayMatch: separatesPairs },
  patterns: [MAC],
  read: findMac,
  examples: [
    ["eth0 00:1a:2B:3c:4d:5e up", "eth0 [redacted:mac] up"],
    ["MAC=00:1a:2b:3c:4d:5e:6f:70:81:92:a3:b4:08:00 SRC=17", "MAC=[redacted:mac] SRC=17"],
    ["md5 00:1a:2b:3c:4d:5e:6f:70:81:92:a3:b4:c5:d6:e7:f8, 00:00:00:00:00:00, 12:34:56"],
  ],
};

/** Whether the same separator follows behind each of the next two pairs of digits, and a pair begins before it. */
function separatesPairs(codes: Uint16Array, at: number): boolean {
  const separator = codes[at];
  return (
    codes[at + 3] === separator && codes[at + 6] === separator && !isWordCharacter(codeBefore(codes, at - 2))
  );
}

function findMac(text: string, at: number): DetectedSecret | undefined {
  const from = at - 2;
  if (from < 0) return undefined;
  MAC.lastIndex = from;
  const address = MAC.exec(text)?.[0];
  return address !== undefined && !NO_MAC.test(address)
    ? { kind: "mac", from, to: from + address.length }
    : undefined;
}
/** Unspecified and broadcast addresses, and dates with a time. */
const NO_MAC = /^(?:00[:-]){5}00$|^(?:ff[:-]){5}ff$|^\d\d(?:-\d\d){5}$/i;

export const network: readonly Detector[] = [ipv4, ipv6, mac];
