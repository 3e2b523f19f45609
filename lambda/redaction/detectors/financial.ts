import { createHash } from "node:crypto";
import { card } from "./card-number";
import { passesMod97 } from "./checksums";
import { type Detector, type DetectedSecret, readPattern, wholeMatch } from "./detector";
import { codeBefore, isWordCharacter, setOfCodes } from "../text/characters";
import { isGroupOfUuid } from "../text/uuid";

/** Length of an IBAN by country. Source: SWIFT, “IBAN Registry”, release 99. */
const IBAN_LENGTHS: ReadonlyMap<string, number> = new Map(
  [
    "15NO 16BE 18DK 18FI 18FO 18GL 18NL 18SD 19MK 19SI 20AT 20BA 20EE 20KZ 20LT 20LU 20XK 20MN 21CH 21HR 21LI 21LV",
    "22BG 22BH 22CR 22DE 22GB 22GE 22IE 22ME 22RS 22VA 23AE 23GI 23IL 23IQ 23OM 23SO 23TL 24AD 24CZ 24ES 24MD 24PK",
    "24RO 24SA 24SE 24SK 24TN 24VG 25LY 25PT 25ST 26IS 26TR 27BI 27DJ 27FR 27GR 27IT 27MC 27MR 27SM 28AL 28AZ 28BY",
    "28CY 28DO 28GT 28HN 28HU 28LB 28NI 28PL 28SV 29BR 29EG 29PS 29QA 29UA 30JO 30KW 30MU 30YE 31MT 31SC 32LC 33RU",
    "18FK 27BY 24DZ 28BF 24AO 25CV 28BJ 28CI 24CG 27CM 27GA 27TD 28ML 28SN 24MZ 27MG 28NE 28TG 26IR 28MA",
  ]
    .join(" ")
    .split(" ")
    .map((entry) => [entry.slice(2), Number(entry.slice(0, 2))]),
);

const iban: Detector = {
  name: "IBAN",
  kind: "iban",
  description:
    "a country code, the IBAN length of that country and a valid checksum, with or without separators",
  source: "ISO 13616-1; lengths from SWIFT's IBAN Registry",
  anchor: { at: "word", prefixes: Array.from(IBAN_LENGTHS.keys(), (country) => `${country}0`) },
  ...readPattern(/[A-Z]{2}\d{2}(?:[ \u00A0-]?[A-Z\d]){11,30}/iy, findIban),
  examples: [
    ["refund to DE89 3704 0044 0532 0130 00 today", "refund to [redacted:iban] today"],
    ["GB82WEST12345698765432,", "[redacted:iban],"],
    ["NL91-ABNA-0417-1643-00", "[redacted:iban]"],
    ["DE89370400440532013001 SKU12345678901234567"],
  ],
};

/** Matches as many characters as the country's IBANs have; words may follow. */
function findIban(match: RegExpExecArray): DetectedSecret | undefined {
  const [run] = match;
  const length = IBAN_LENGTHS.get(run.slice(0, 2).toUpperCase());
  // Two in 10,000 UUIDs contain a valid one (a million random ones, measured).
  if (length === undefined || isGroupOfUuid(match.input, match.index)) return undefined;
  let to = 0;
  let count = 0;
  while (to < run.length && count < length) {
    if (/[A-Z\d]/i.test(run.charAt(to))) count += 1;
    to += 1;
  }
  const next = match.input.charAt(match.index + to);
  if (count < length || /[A-Z\d]/i.test(next)) return undefined;
  const written = run.slice(0, to).replace(/[^A-Z\d]/gi, "");
  // Printed IBANs are either upper case or lower case.
  if (written !== written.toUpperCase() && written !== written.toLowerCase()) return undefined;
  return passesMod97(written.toUpperCase())
    ? { kind: "iban", from: match.index, to: match.index + to }
    : undefined;
}

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/**
 * Base58Check addresses end with four bytes of a double SHA-256, which excludes accidental matches. Source: Bitcoin,
 * “Base58Check encoding”.
 */
function isBase58Check(address: string): boolean {
  let number = 0n;
  for (const character of address) number = number * 58n + BigInt(BASE58.indexOf(character));
  const bytes = Buffer.from(number.toString(16).padStart(50, "0"), "hex");
  if (bytes.length !== 25) return false;
  const sha = (data: Buffer) => createHash("sha256").update(data).digest();
  return sha(sha(bytes.subarray(0, 21)))
    .subarray(0, 4)
    .equals(bytes.subarray(21));
}

const BEGINS_WALLET = setOfCodes("b013");
const BEFORE_NO_WALLET = setOfCodes("/+=-");

const wallet: Detector = {
  name: "wallet address",
  kind: "wallet",
  description:
    "Bitcoin addresses (valid checksum, or `bc1…`) and Ethereum addresses (`0x` and 40 hexadecimal digits)",
  source: "Bitcoin Wiki, “Address”; BIP 173; Ethereum, EIP-55",
  anchor: {
    at: "run",
    length: 26,
    mayMatch: (codes, at) => {
      const before = codeBefore(codes, at);
      return (
        BEGINS_WALLET[codes[at] ?? 0] === 1 && BEFORE_NO_WALLET[before] !== 1 && !isWordCharacter(before)
      );
    },
  },
  ...readPattern(
    /(?<![\w/+=-])(?:bc1[\da-z]{25,59}|0x[\da-fA-F]{40}|[13][1-9A-HJ-NP-Za-km-z]{25,34})(?![\w/+=-])/y,
    wholeMatch("wallet", (address) => /^(?:bc1|0x)/.test(address) || isBase58Check(address)),
  ),
  examples: [
    [["paid to", ["1BvBMSEYstWetqTFn5", "Au4m4GFg7xJaNVN2"].join("")].join(" "), "paid to [redacted:wallet]"],
    ["1BvBMSEYstWetqTFn5, 0x00ff"],
  ],
};

export const financial: readonly Detector[] = [card, iban, wallet];
