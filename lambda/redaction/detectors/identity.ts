import { passesVerhoeff, weighted } from "./checksums";
import { codeBefore, isDigit, isWordCharacter, LETTER, CHARACTERS } from "../text/characters";
import { type Detector, readPattern, wholeMatch } from "./detector";

const ssn: Detector = {
  name: "US social security number",
  kind: "id",
  description: "`123-45-6789` in an issued range, and individual taxpayer numbers (ITIN) in that format",
  source: "Social Security Administration, “Social Security Number Randomization”; IRS, “ITIN”",
  anchor: { at: "number", digits: 9, firstGroup: [3, 3], next: "-" },
  ...readPattern(
    /(?<![\w.])(?<!\d-)(?!000|666)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?!\w|-\d|\.\d)/y,
    wholeMatch("id", (number) => !number.startsWith("9") || /^9\d\d-(?:[57-9]\d|6[0-5])/.test(number)),
  ),
  examples: [["ssn 078-05-1120.", "ssn [redacted:id]."], ["part 000-12-3456, 2026-01-01, 123-45-67890"]],
};

const brazil: Detector = {
  name: "Brazilian CPF or CNPJ",
  kind: "id",
  description: "`123.456.789-09` and `12.345.678/0001-95` with valid check digits",
  source: "Receita Federal, check digits modulo 11",
  anchor: { at: "number", digits: 11, firstGroup: [2, 3], next: ".", mayMatch: mayBeBrazilian },
  ...readPattern(
    /(?<![\w.])(?:\d{3}\.\d{3}\.\d{3}-\d\d|\d\d\.\d{3}\.\d{3}\/\d{4}-\d\d)\b/y,
    wholeMatch("id", (number) => passesBrazil(number.replace(/\D/g, ""))),
  ),
  examples: [["cpf 529.982.247-25", "cpf [redacted:id]"], ["529.982.247-26"]],
};

/** Whether the dash of a CPF, or the slash of a CNPJ, stands where it must. */
function mayBeBrazilian(codes: Uint16Array, at: number): boolean {
  if (isWordCharacter(codeBefore(codes, at))) return false;
  return isDigit(codes[at + 2] ?? 0) ? codes[at + 11] === DASH : codes[at + 10] === SLASH;
}
const DASH = 45;
const SLASH = 47;

function passesBrazil(digits: string): boolean {
  const body = digits.slice(0, -2);
  const first = checkDigit(body);
  return digits === body + first + checkDigit(body + first);
}

/** Weights increase from 2 at the last digit; for companies they restart after 9. */
function checkDigit(digits: string): string {
  const turn = digits.length > 11 ? 8 : 100;
  const weights = Array.from(digits, (_, index) => 2 + ((digits.length - 1 - index) % turn));
  const rest = weighted(digits, weights) % 11;
  return String(rest < 2 ? 0 : 11 - rest);
}

const aadhaar: Detector = {
  name: "Aadhaar number",
  kind: "id",
  description: "three groups of four digits with a valid Verhoeff check digit",
  source: "UIDAI, “Aadhaar numbering scheme”",
  anchor: { at: "number", digits: 12, firstGroup: [4, 4], next: " -" },
  ...readPattern(
    /(?<![\w.])(?<!\d{4}[ -])[2-9]\d{3}(?: \d{4} \d{4}|-\d{4}-\d{4})(?!\w|[ .-]\d)/y,
    wholeMatch("id", (number) => passesVerhoeff(number.replace(/\D/g, ""))),
  ),
  examples: [["uid 2341 2341 2346", "uid [redacted:id]"], ["2341 2341 2345"]],
};

const italy: Detector = {
  name: "Italian codice fiscale",
  kind: "id",
  description: "sixteen letters and digits in the official format, with a valid check letter",
  source: "Decreto ministeriale 12 marzo 1974, n. 2227",
  anchor: {
    at: "run",
    length: 16,
    mayMatch: (codes, at) =>
      isDigit(codes[at + 6] ?? 0) && isLetter(codes[at + 5] ?? 0) && isLetter(codes[at] ?? 0),
  },
  ...readPattern(
    /(?<![A-Z\d])[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z](?![A-Z\d])/iy,
    wholeMatch("id", (code) => passesItaly(code.toUpperCase())),
  ),
  examples: [["cf RSSMRA85T10A562S", "cf [redacted:id]"], ["RSSMRA85T10A562T"]],
};

function isLetter(code: number): boolean {
  return ((CHARACTERS[code] ?? 0) & LETTER) !== 0;
}

const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function passesItaly(code: string): boolean {
  let sum = 0;
  for (let index = 0; index < 15; index += 1) {
    const value = Number.parseInt(code.charAt(index), 36);
    const place = value > 9 ? value - 10 : value;
    sum += index % 2 === 0 ? (ODD[place] ?? 0) : place;
  }
  return String.fromCharCode(65 + (sum % 26)) === code.charAt(15);
}

const switzerland: Detector = {
  name: "Swiss AHV number",
  kind: "id",
  description: "`756.1234.5678.97` with a valid check digit",
  source: "Bundesamt für Sozialversicherungen, “AHV-Nummer”; check digit as EAN-13",
  anchor: { at: "number", digits: 13, firstGroup: [3, 3], next: "." },
  ...readPattern(
    /(?<![\w.])756\.\d{4}\.\d{4}\.\d\d(?![\w.])/y,
    wholeMatch(
      "id",
      (number) => weighted(number.replace(/\D/g, ""), [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
    ),
  ),
  examples: [["ahv 756.9217.0769.85", "ahv [redacted:id]"], ["756.9217.0769.84"]],
};

const france: Detector = {
  name: "French social security number",
  kind: "id",
  description: "`1 85 05 78 006 084 36` with a valid key",
  source: "INSEE, “Numéro d'inscription au répertoire”; key modulo 97",
  anchor: { at: "number", digits: 15, firstGroup: [1, 1], next: " " },
  ...readPattern(
    /(?<![\w.])(?<!\d )[12] \d\d [01]\d \d\d \d{3} \d{3} \d\d(?!\w| \d)/y,
    wholeMatch("id", (number) => {
      const digits = number.replace(/\D/g, "");
      return 97 - (Number(digits.slice(0, 13)) % 97) === Number(digits.slice(13));
    }),
  ),
  examples: [["nir 1 85 05 78 006 084 91", "nir [redacted:id]"], ["1 85 05 78 006 084 37"]],
};

const finland: Detector = {
  name: "Finnish personal identity code",
  kind: "id",
  description: "`131052-308T`: date of birth, century sign, number and a valid check character",
  source: "Digital and Population Data Services Agency, “Personal identity code”",
  anchor: { at: "number", digits: 6, firstGroup: [6, 6], next: "-+ABCDEFUVWXY" },
  ...readPattern(
    /(?<![\w.-])[0-3]\d[01]\d{3}[-+A-FU-Y]\d{3}[\dA-Y](?![\w-])/y,
    wholeMatch(
      "id",
      (code) =>
        "0123456789ABCDEFHJKLMNPRSTUVWXY".charAt(Number(code.slice(0, 6) + code.slice(7, 10)) % 31) ===
        code.charAt(10),
    ),
  ),
  examples: [["hetu 131052-308T", "hetu [redacted:id]"], ["131052-308U"]],
};

export const identity: readonly Detector[] = [ssn, brazil, aadhaar, italy, switzerland, france, finland];
