import { classifyKey, isPlausible, type SensitiveKey } from "../keys/sensitive-keys";
import { endOfQuoted } from "../keys/value-end";
import { isOnlyLabels } from "../labels";
import { type DetectionContext, type Detector, type DetectedSecret, readPattern } from "./detector";

/** Maximum distance of the statement before its parameters, in characters. */
const MAX_STATEMENT = 2_000;
const PLACEHOLDER = String.raw`(?:\?|%s|\$\d{1,4}|:\d{1,4}|@p\d{1,4})`;
/** The columns of an insert statement with placeholders in all columns. */
const INSERT = new RegExp(
  String.raw`\binto\s{1,8}[^\s(]{1,130}\s{0,8}\((?<columns>[^()]{1,1000})\)\s{0,8}values\s{0,8}\(\s{0,8}${PLACEHOLDER}`,
  "gi",
);
/** A column that is compared with, or set to, a placeholder. */
const COLUMN = new RegExp(
  String.raw`(?<![\w."\x60])(?<column>[\w."\x60]{1,130})\s{0,4}(?:=|<>|!=|<=?|>=?|i?like)\s{0,4}${PLACEHOLDER}(?!\w)`,
  "gi",
);
const OPENING = /\s{0,8}[bru]{0,2}(?<quote>["']?)/y;
const END_OF_BARE = /[,)]/g;
const NEXT_VALUE = /\s{0,8},/y;
const MAX_VALUES = 200;

/** Parameters by position: the statement before them names their columns. */
export const sqlParameters: Detector = {
  name: "SQL parameters",
  kind: "password",
  description:
    "parameters by position (`[parameters: ('…', '…')]`) whose column in the statement before them has a sensitive name",
  source: "SQLAlchemy documentation, Configuring Logging and Error Messages",
  anchor: { at: "word", prefixes: ["param"] },
  ...readPattern(/param(?:eter)?s["']?[:=] ?[([]\(?/iy, findParameters),
  examples: [
    [
      "[SQL: INSERT INTO users (id, password) VALUES (?, ?)]\n[parameters: (17, 'made-up')]",
      "[SQL: INSERT INTO users (id, password) VALUES (?, ?)]\n[parameters: (17, '[redacted:password]')]",
    ],
    [
      "[SQL: UPDATE users SET password=%s WHERE id = %s]\n[parameters: ('made-up', 17)]",
      "[SQL: UPDATE users SET password=%s WHERE id = %s]\n[parameters: ('[redacted:password]', 17)]",
    ],
    ["[SQL: INSERT INTO stock (sku, n) VALUES (?, ?)]\n[parameters: ('SKU-1', 2)]"],
  ],
};

/** `Key (email, password)=(…, …) already exists.` */
export const uniqueKey: Detector = {
  name: "key of a violated constraint",
  kind: "email",
  description: "the values in `Key (…)=(…)` of PostgreSQL whose column has a sensitive name",
  source: "PostgreSQL documentation, Error and Notice Message Fields, DETAIL",
  anchor: { at: "word", prefixes: ["key ("] },
  ...readPattern(/Key \((?<columns>[^()]{1,500})\)=\(/iy, findKeyValues),
  examples: [
    [
      "DETAIL:  Key (shop, password)=(papaya, made-up) already exists.",
      "DETAIL:  Key (shop, password)=(papaya, [redacted:password]) already exists.",
    ],
    ["DETAIL:  Key (shop, sku)=(papaya, SKU-1) already exists."],
    ["DETAIL:  Key (login, code)=(app, SKU-1) already exists."],
  ],
};

function findParameters(match: RegExpExecArray, context: DetectionContext): readonly DetectedSecret[] {
  const text = match.input;
  const before = text.slice(Math.max(0, match.index - MAX_STATEMENT), match.index);
  // Not the statement of the parameters before, which were read already.
  const columns = columnsOf(before.slice(before.lastIndexOf("param") + 1));
  return columns.some(Boolean) ? valuesOf(text, match.index + match[0].length, columns, context) : [];
}

function findKeyValues(match: RegExpExecArray, context: DetectionContext): readonly DetectedSecret[] {
  const columns = (match.groups?.["columns"] ?? "").split(",").map((column) => classifyKey(column));
  return columns.some(Boolean) ? valuesOf(match.input, match.index + match[0].length, columns, context) : [];
}

/** The columns of the last statement, in the order of its placeholders. */
function columnsOf(statement: string): readonly (SensitiveKey | undefined)[] {
  const insert = [...statement.matchAll(INSERT)].at(-1);
  const columns = insert
    ? (insert.groups?.["columns"] ?? "").split(",")
    : [...statement.matchAll(COLUMN)].map(({ groups }) => groups?.["column"] ?? "");
  return columns.map((column) => classifyKey(column));
}

function valuesOf(
  text: string,
  from: number,
  columns: readonly (SensitiveKey | undefined)[],
  { scan }: DetectionContext,
): readonly DetectedSecret[] {
  const secrets: DetectedSecret[] = [];
  let at = from;
  for (let index = 0; index < MAX_VALUES; index += 1) {
    OPENING.lastIndex = at;
    const quote = OPENING.exec(text)?.groups?.["quote"] ?? "";
    const start = OPENING.lastIndex;
    const end = quote === "" ? scan.next(END_OF_BARE, text, start) : endOfQuoted(text, start, quote);
    const key = columns[index % columns.length];
    const value = text.slice(start, end);
    if (
      key &&
      value.trim() !== "" &&
      !isOnlyLabels(value) &&
      !NO_VALUE.test(value) &&
      isPlausible(key, value)
    )
      secrets.push({ kind: key.kind, from: start, to: end });
    NEXT_VALUE.lastIndex = end + quote.length;
    if (!NEXT_VALUE.test(text)) break;
    at = NEXT_VALUE.lastIndex;
  }
  return secrets;
}
const NO_VALUE = /^(?:null|none|true|false)$/i;
