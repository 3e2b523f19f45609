import { classifyKey, type SensitiveKey } from "../keys/sensitive-keys";
import { isOnlyLabels } from "../labels";
import { type Detector, type DetectedSecret, readPattern } from "./detector";

/** One value of a row: quoted text, a number, a name or a call. */
const VALUE =
  /\s{0,8}(?:'(?<single>(?:[^'\\]|''|\\.){0,4000})(?<end>'?)|"(?<double>(?:[^"\\]|\\.){0,4000})(?<endOfDouble>"?)|(?<bare>%\(\w{1,64}\)s|[^\s,()'"]{1,4000}))\s{0,8}/y;
/** A placeholder, with a type in PostgreSQL, or a word that stands for no value. */
const PLACEHOLDER = /^(?:null|default|\?|%s|%\(\w+\)s|\$\d+(?:::[A-Z]\w*)?|[:@]\w+)$/i;
const NEXT_ROW = /\)\s{0,8},\s{0,8}\(/y;

/** `INSERT INTO t (email, password) VALUES ('…', '…')`: the column name is the key of the value. */
export const sqlInsert: Detector = {
  name: "SQL insert",
  kind: "password",
  description: "values in `INSERT INTO … (…) VALUES (…)` whose column name is a sensitive key",
  source: "ISO/IEC 9075-2, insert statement",
  anchor: { at: "word", prefixes: ["into "] },
  ...readPattern(/\binto\s/iy, findValues),
  examples: [
    [
      "INSERT INTO users (id, password, n) VALUES (1, 'made''up', 2), (2, 'made-up', 3)",
      "INSERT INTO users (id, password, n) VALUES (1, '[redacted:password]', 2), (2, '[redacted:password]', 3)",
    ],
    ["INSERT INTO users (id, password) VALUES (%(id)s, %(password)s), ($1::INTEGER, $2::VARCHAR)"],
    ["INSERT INTO stock (sku, n) VALUES ('SKU-1', 2)"],
  ],
};

/** From the table name to the first row. */
const HEAD = /\s{0,8}[^\s(]{1,130}\s{0,8}\((?<columns>[^()]{1,2000})\)\s{0,8}values?\s{0,8}\(/iy;

function findValues(match: RegExpExecArray): readonly DetectedSecret[] {
  const text = match.input;
  HEAD.lastIndex = match.index + match[0].length;
  const head = HEAD.exec(text);
  const columns = (head?.groups?.["columns"] ?? "").split(",").map((column) => classifyKey(column));
  if (!columns.some(Boolean)) return [];
  const secrets: DetectedSecret[] = [];
  let at = HEAD.lastIndex;
  let row = true;
  while (row) {
    for (const column of columns) {
      VALUE.lastIndex = at;
      const value = VALUE.exec(text);
      if (!value) return secrets;
      if (column) secrets.push(...secretsIn(value, column));
      // Without a closing quote the text is truncated. Whatever follows is not read again for each statement in it.
      if (value.groups?.["end"] === "" || value.groups?.["endOfDouble"] === "") return secrets;
      at += value[0].length;
      if (text.charAt(at) !== ",") break;
      at += 1;
    }
    NEXT_ROW.lastIndex = at;
    const next = NEXT_ROW.exec(text);
    at += next?.[0].length ?? 0;
    row = next !== null;
  }
  return secrets;
}

function secretsIn(match: RegExpExecArray, { kind }: SensitiveKey): DetectedSecret[] {
  const { single, double, bare } = { ...match.groups };
  const value = single ?? double ?? bare ?? "";
  if (value === "" || isOnlyLabels(value) || PLACEHOLDER.test(value)) return [];
  const from = match.index + match[0].indexOf(value);
  return [{ kind, from, to: from + value.length }];
}
