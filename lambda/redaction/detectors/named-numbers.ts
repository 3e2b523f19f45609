import type { Kind } from "../kinds";
import { passesLuhn } from "./checksums";
import { type Detector, type DetectedSecret, readPattern } from "./detector";

interface Named {
  readonly kind: Kind;
  /** Keywords before the number, as a pattern. */
  readonly words: string;
  /** Pattern of the number. */
  readonly value: RegExp;
  readonly minDigits: number;
  /** Whether the digits must pass Luhn's check, because the keyword alone is ambiguous. */
  readonly hasCheckDigit?: true;
}

const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}";
const DATE = String.raw`\d{1,4}[-/. ]\d{1,2}[-/. ]\d{2,4}|(?:\d{1,2}(?:st|nd|rd|th)?[ -](?:of )?)?${MONTH}\.?[ -](?:\d{1,2}(?:st|nd|rd|th)?,?[ -])?\d{2,4}|\d{8}`;
/** Groups of letters and digits, with a digit in each group except the first. */
const CODE = String.raw`[A-Z]{0,4}[ -]?\d[\dA-Z]{0,19}(?:[ ./-][A-Z]{0,3}\d[\dA-Z]{0,19}){0,6}`;

/** Numbers after a keyword without a separator: `SSN 078…`, `born on 1 March 1990`, `call me at …`. */
const NAMED: Readonly<Record<string, Named>> = {
  phone: {
    kind: "phone",
    words:
      "(?:tele|cell|mobile |smart)?phone|tel|mobile|cell|fax|whatsapp|(?:call|reach|text|ring|contact) (?:me|us|him|her|them)(?: back)?|call(?:ed|ing)?|dial(?:ed|led|ling)?|sms|hotline|landline",
    value: /[+(]{0,2}\d[\d ()./\u2010-\u2013-]{5,22}\d(?: ?(?:x|ext\.?) ?\d{1,6})?/y,
    minDigits: 7,
  },
  ssn: {
    kind: "id",
    words:
      "ssn|social security(?: number| no)?|itin|sin|nino|national insurance(?: number| no)?|aadhaar|cpf|pesel|bsn|dni|nie|nif|tax ?id|tin|passport|(?:driver'?s?|driving) licen[cs]e|national id|curp|personnummer|steuer-?id|identity card|imei",
    value: new RegExp(CODE, "iy"),
    minDigits: 6,
  },
  card: {
    kind: "card",
    words:
      "(?:credit|debit|payment) ?card|card (?:number|no)|visa|master ?card|amex|american express|card ending",
    value: /\d(?:[ -]?\d){11,18}/y,
    minDigits: 12,
  },
  anyCard: {
    kind: "card",
    words: "cards?|pan|maestro|discover|diners",
    value: /\d(?:[ -]?\d){11,18}(?![\d-])/y,
    minDigits: 12,
    hasCheckDigit: true,
  },
  code: { kind: "card", words: "cvv2?|cvc2?|(?:card )?security code", value: /\d{3,4}(?!\d)/y, minDigits: 3 },
  pin: {
    kind: "token",
    words:
      "pin(?: code| number)?|otp|one[- ]time (?:code|password|passcode)|verification code|passcode|2fa code|(?:enter|login|sign-in|access) code",
    value: /\d(?:[ -]?\d){3,7}(?!\d)/y,
    minDigits: 4,
  },
  account: {
    kind: "account",
    words:
      "bank account|account (?:number|no)|(?<=(?:aba|routing|sort code)(?: number| no)?[ :#]{1,3}[\\d-]{6,11},? )account|acct(?: number| no)?|routing(?: number| no)?|aba|sort code|bsb|iban",
    value: new RegExp(CODE, "iy"),
    minDigits: 6,
  },
  birth: {
    kind: "birth",
    words: String.raw`dob|d\.o\.b\.?|date of birth|birth ?date|birthday|born`,
    value: new RegExp(DATE, "iy"),
    minDigits: 4,
  },
  health: {
    kind: "health",
    words:
      "mrn|medical record(?: number| no)?|nhs(?: number| no)?|medicare|medicaid|health insurance|patient (?:id|number)|health card|policy number|npi|dea",
    value: new RegExp(CODE, "iy"),
    minDigits: 6,
  },
};

const WORDS = Object.entries(NAMED)
  .map(([group, { words }]) => `(?<${group}>${words})`)
  .join("|");
/** First words of the keywords. */
const FIRST_WORDS =
  "aadhaar aba account acct amex american bank birth born bsb bsn call card cell contact cpf credit curp cvc cvv date diners discover " +
  "debit d.o.b dea dial dni dob driv fax health hotline iban identity itin landline maestro master medic mobile mrn national nhs " +
  "nie nif nino npi one otp pan passport passcode patient payment personnummer pesel phone pin policy imei reach ring routing security " +
  "sin smartphone cellphone sms social sort ssn steuer tax tel text tin verification visa whatsapp 2fa enter login sign-in access";

/** Text that may separate a keyword from its number. */
const BETWEEN =
  /s?\)?(?: {1,2}(?:number|num|no|nr|id|code|card|account|digits|ending))?\.?(?: {0,2}(?:is|was|are|as|at|on|in|of|to|with|[=:#\-–→])){0,3}[ \t]{0,3}[(:#"']{0,2}[ \t]{0,2}/iy;

export const namedNumber: Detector = {
  name: "number after keyword",
  kind: "id",
  description:
    "phone, card, account, identity and medical record numbers, one-time passcodes, and dates of birth, after a keyword such as `SSN` or `phone`",
  source: "NIST SP 800-122, section 2.1; keywords: named-numbers.ts",
  anchor: { at: "word", prefixes: FIRST_WORDS.split(" ") },
  ...readPattern(new RegExp(String.raw`(?<![A-Za-z\d_])(?:${WORDS})(?![A-Za-z\d_])`, "iy"), findNumber),
  examples: [
    ["SSN 078 05 1120 given", "SSN [redacted:id] given"],
    ["born on 12 March 1990 in", "born on [redacted:birth] in"],
    ["DOB 03/12/1990", "DOB [redacted:birth]"],
    ["call me at 98765 43210 please", "call me at [redacted:phone] please"],
    ["my PIN is 4821.", "my PIN is [redacted:token]."],
    ["patient MRN #12345678", "patient MRN #[redacted:health]"],
    ["routing number 021000021", "routing number [redacted:account]"],
    [
      "sort code 20-00-00 account 55779911, account 123456789012",
      "sort code [redacted:account] account [redacted:account], account 123456789012",
    ],
    ["credit card 1234 5678 9012 3456", "credit card [redacted:card]"],
    ["card 4222222222222 was declined", "card [redacted:card] was declined"],
    ["card 1234567890123, pan 20261128"],
    ["cell 17, card 4 of 12, born again, phone booth 1234, tel aviv 2026, pin 3 of 8, fax 12 pages"],
  ],
};

function findNumber(match: RegExpExecArray): DetectedSecret | undefined {
  const text = match.input;
  const group = Object.keys(NAMED).find((name) => match.groups?.[name] !== undefined);
  const named = group === undefined ? undefined : NAMED[group];
  if (!named) return undefined;
  BETWEEN.lastIndex = match.index + match[0].length;
  const from = BETWEEN.lastIndex + (BETWEEN.exec(text)?.[0].length ?? 0);
  if (from === match.index + match[0].length) return undefined;
  named.value.lastIndex = from;
  const written = named.value.exec(text)?.[0] ?? "";
  const digits = written.replace(/\D/g, "");
  if (digits.length < named.minDigits || (named.hasCheckDigit && !passesLuhn(digits))) return undefined;
  return { kind: named.kind, from, to: from + written.length };
}
