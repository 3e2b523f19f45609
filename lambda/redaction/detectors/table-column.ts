import { endsLikeName } from "../keys/name-endings";
import type { SensitiveKey, WordClassifier } from "../keys/sensitive-keys";
import { isPlaceholder, isStatusWord } from "../text/value-heuristics";
import { type DetectionContext, type Detector, type DetectedSecret } from "./detector";
import { valueUnderKey } from "./value-under-key";

const DELIMITERS = ["|", "\t", ",", ";"] as const;
const LINE = "\u2502";
const LINE_CODE = LINE.charCodeAt(0);
/** The longest line of a table, in characters. */
const MAX_LINE = 500;
/** The most rows below a header that follow each other without a secret. */
const MAX_MISSES = 2;
const NAME = /^ *["']?[A-Z_][\w.-]{0,40}(?: [A-Z][\w.-]{0,20}){0,2}["']? *$/i;
/** Names between commas and semicolons have no spaces, unlike words of a sentence. */
const NAME_BETWEEN_COMMAS = /^["']?[A-Z_][\w.-]{0,40}["']?$/i;
/** A line between the header and the rows. */
const RULE = /^[-+|:= \u2500-\u257f]+$/;
/** The only value of a row, which has a letter and a digit. */
const VALUE = /^(?=.*\d)(?=.*[A-Z])\S{6,}$/i;

/** Values in the column of a table whose header is a sensitive key. */
export const tableColumn: Detector = {
  name: "table column",
  kind: "password",
  description:
    "values below or beside a sensitive key in a table with `|`, tabs, commas or semicolons between the columns, as database clients print it",
  source: "psql and MySQL documentation: aligned output; RFC 4180",
  anchor: {
    at: "separator",
    separators: { "|": undefined, "\t": undefined, ",": undefined, ";": undefined, "\n": undefined },
  },
  patterns: [NAME, NAME_BETWEEN_COMMAS, RULE],
  read: findColumn,
  examples: [
    [
      " id | shop   | password\n----+--------+----------\n  1 | papaya | made-up\n  2 | mango  | made up",
      " id | shop   | password\n----+--------+----------\n  1 | papaya | [redacted:password]\n  2 | mango  | [redacted:password]",
    ],
    [
      "| password | id |\n|---|---|\n| made-up | 17 |",
      "| password | id |\n|---|---|\n| [redacted:password] | 17 |",
    ],
    ["id\tpassword\tshop\n17\tmade-up\tpapaya", "id\tpassword\tshop\n17\t[redacted:password]\tpapaya"],
    ["id,password,shop\n17,made-up,papaya", "id,password,shop\n17,[redacted:password],papaya"],
    ["id;password\n17;made-up", "id;password\n17;[redacted:password]"],
    ["| password | made0up1 |", "| password | [redacted:password] |"],
    ["login,password\napp,made-up", "login,password\napp,[redacted:password]"],
    [" id | shop\n----+------\n  1 | papaya"],
    ["wrong user, wrong password, try again\nand once more, this time, slowly"],
    ["| password | sha256 |\n|---|---|\n| required | 17 |, password; and more\n17; 18"],
    ["password | required\nthe user must enter it"],
  ],
};

/** The same in a table that a program draws. */
export const drawnColumn: Detector = {
  ...tableColumn,
  name: "column of a drawn table",
  description: "the same in a table with drawn lines, as Rich and DuckDB print it",
  source: "Unicode, block Box Drawing",
  anchor: {
    at: "character",
    characters: LINE,
    mayMatch: (codes, at) => codes[at] === LINE_CODE && endsLikeName(codes, at),
  },
  examples: [
    [
      `${LINE} id ${LINE} password ${LINE}\n${LINE} 17 ${LINE} made-up ${LINE}`,
      `${LINE} id ${LINE} password ${LINE}\n${LINE} 17 ${LINE} [redacted:password] ${LINE}`,
    ],
    [`${LINE} password ${LINE} made0up1 ${LINE}`, `${LINE} password ${LINE} [redacted:password] ${LINE}`],
    [`${LINE} id ${LINE} shop ${LINE}\n${LINE} 17 ${LINE} papaya ${LINE}`],
  ],
};

function findColumn(
  text: string,
  at: number,
  { classifyWord }: DetectionContext,
): readonly DetectedSecret[] | undefined {
  const delimiter = text.charAt(at) === "\n" ? undefined : text.charAt(at);
  const first = Math.max(0, at - MAX_LINE);
  const start = first + text.slice(first, at).lastIndexOf("\n") + 1;
  const end = endOfLine(text, at);
  if (end - start > MAX_LINE) return undefined;
  const header = text.slice(start, end);
  const used = delimiter ?? DELIMITERS.find((each) => header.includes(each));
  if (used === undefined) return undefined;
  const names = header.split(used);
  const beside = (used === "|" || used === LINE) && findBeside(text, start, end, names, classifyWord);
  if (beside) return beside;
  if (end >= text.length) return undefined;
  const name = used === "," || used === ";" ? NAME_BETWEEN_COMMAS : NAME;
  if (names.length < 2) return undefined;
  if (!names.every((each) => each.trim() === "" || name.test(each))) return undefined;
  const keys = names.map((each) => classify(each, classifyWord));
  // The first sensitive column reads all others.
  const column = text.slice(start, at).split(used).length - 1;
  return keys.findIndex(Boolean) === column ? readRows(text, end + 1, used, keys) : undefined;
}

/** The value of a row with a name and a value only: `| password | made-up |`. */
function findBeside(
  text: string,
  start: number,
  end: number,
  cells: readonly string[],
  classifyWord: WordClassifier,
): readonly DetectedSecret[] | undefined {
  const [name = "", value = "", ...others] = cells.map((cell) => cell.trim()).filter(Boolean);
  const endOfNext = endOfLine(text, end + 1);
  const isHeader = endOfNext + 1 < text.length && RULE.test(text.slice(end + 1, endOfNext));
  const key = others.length > 0 || isHeader || !VALUE.test(value) ? undefined : classify(name, classifyWord);
  if (!key) return undefined;
  const secrets: DetectedSecret[] = [];
  addSecrets(
    secrets,
    text,
    start,
    cells,
    cells.map((cell) => (cell.trim() === value ? key : undefined)),
  );
  return secrets.length === 0 ? undefined : secrets;
}

function classify(name: string, classifyWord: WordClassifier): SensitiveKey | undefined {
  return name.trim() === "" ? undefined : classifyWord(name.trim().replace(/["']/g, "")).sensitive;
}

function readRows(
  text: string,
  from: number,
  delimiter: string,
  keys: readonly (SensitiveKey | undefined)[],
): readonly DetectedSecret[] {
  const secrets: DetectedSecret[] = [];
  let misses = 0;
  for (let start = from; start < text.length && misses <= MAX_MISSES;) {
    const end = endOfLine(text, start);
    if (end > text.length) break;
    const line = text.slice(start, end);
    const cells = line.split(delimiter);
    const before = secrets.length;
    if (!RULE.test(line)) {
      if (cells.length !== keys.length) break;
      addSecrets(secrets, text, start, cells, keys);
    }
    misses = secrets.length > before ? 0 : misses + 1;
    start = end + 1;
  }
  return secrets;
}

function addSecrets(
  secrets: DetectedSecret[],
  text: string,
  start: number,
  cells: readonly string[],
  keys: readonly (SensitiveKey | undefined)[],
): void {
  let at = start;
  for (const [column, cell] of cells.entries()) {
    const key = keys[column];
    const value = cell.trim();
    const from = at + cell.indexOf(value);
    if (key && !isPlaceholder(value) && !isStatusWord(value)) {
      const secret = valueUnderKey(key, text, from, from + value.length);
      if (secret) secrets.push(secret);
    }
    at += cell.length + 1;
  }
}

/** The end of the line; beyond the text if the line is too long. */
function endOfLine(text: string, from: number): number {
  const end = text.slice(from, from + MAX_LINE).indexOf("\n");
  if (end >= 0) return from + end;
  return from + MAX_LINE >= text.length ? text.length : Infinity;
}
