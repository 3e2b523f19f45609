import { objectWithDistinctKeys } from "../../shared/distinct-keys";
import { isObject, type JsonObject } from "../../shared/json";

/** Maximum nesting. A deeper line remains text. */
const MAX_DEPTH = 500;

/** White space, and what terminals, editors and crashed writers leave between tokens: ANSI codes, a BOM, NULs. */
// eslint-disable-next-line no-control-regex -- the characters of terminals are what it matches
const BETWEEN_TOKENS = /(?:[\s\0]|(?:\x1b\[|\x9b)[\d:;<=>?]*[A-Z])*/iy;

const STRING = {
  '"': /"([^"\\]*(?:\\[\s\S][^"\\]*)*)"/y,
  "'": /'([^'\\]*(?:\\[\s\S][^'\\]*)*)'/y,
} as const;
const SIMPLE_ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const ESCAPE = /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([\s\S]))/g;

/** Python's `b'…'` and `r"…"` */
const STRING_PREFIX = /[bru]{1,2}(?=["'])/iy;

const NUMBER = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?(?![\w.])/iy;

/** What is no number of JSON: `007`, `0x1F`, `1_000`. */
const NUMBER_LIKE = /[+-]?\d[\w.]*/y;
const LEADING_ZERO = /^[+-]?0\d/;
/** Python's `repr` of other objects: `Decimal('1.2')`, `datetime.date(2026, 3, 1)`, `<Level.ERROR: 40>` */
const CALL_START = /[A-Z_][\w.]*\(/iy;
const CALL_PART = /[^()"']+/y;
const ANGLES = /<[^<>]*>/y;

/** Names of values in JSON, JavaScript and Python. */
const WORD = /[+-]?[A-Z]+(?![\w.])/iy;
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["null", null],
  ["None", null],
  ["undefined", null],
]);
/** Numbers that JSON does not have; kept as their text. */
const ODD_NUMBER = /^[+-]?(?:nan|inf|infinity)$/i;

/**
 * Whether a text may be an object: whether its first character, behind what may stand between tokens, is a brace.
 */
export function mayBeObject(text: string): boolean {
  if (text.charCodeAt(0) === 0x7b) return true;
  BETWEEN_TOKENS.lastIndex = 0;
  BETWEEN_TOKENS.test(text);
  return text.charCodeAt(BETWEEN_TOKENS.lastIndex) === 0x7b;
}

/**
 * Parses an object as strict JSON does, and further accepts what applications write as JSON:
 *
 * - `NaN` and `Infinity`, which Python's `json` writes by default. They become text.
 * - the `repr` of a Python dictionary: `True`, `None`, texts in single quotes, tuples, `b'…'`. Other objects in it, such as
 *   `Decimal('1.2')`, become text.
 * - numbers that JSON does not have, such as `007`, which become text
 * - control characters in texts, a comma before a closing bracket or behind the object
 * - white space, ANSI codes, BOMs and NULs around and between tokens
 *
 * A number beyond 2^53 becomes text, unless it has few digits (`1e20`), and so keeps all of them. Of equal keys the last
 * keeps its name, as in every other parser; the others get a suffix.
 *
 * @returns undefined if the text is not an object
 */
export function parseTolerantly(text: string): JsonObject | undefined {
  try {
    const value = new TolerantParser(text).parseDocument();
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof NotJson) return undefined;
    throw error;
  }
}

class NotJson extends Error {}

class TolerantParser {
  private position = 0;

  constructor(private readonly text: string) {}

  parseDocument(): unknown {
    const value = this.parseValue(0);
    this.takes(",");
    this.skip(BETWEEN_TOKENS);
    if (this.position < this.text.length) throw new NotJson();
    return value;
  }

  private parseValue(depth: number): unknown {
    if (depth > MAX_DEPTH) throw new NotJson();
    this.skip(BETWEEN_TOKENS);
    switch (this.text[this.position] ?? "") {
      case "{":
        return this.parseObject(depth + 1);
      case "[":
        return this.parseList("]", depth + 1);
      case "(":
        return this.parseList(")", depth + 1);
      case '"':
      case "'":
        return this.parseString();
      case "<":
        return this.take(ANGLES) ?? this.fail();
      default:
        return this.parseNumberOrWord();
    }
  }

  private parseObject(depth: number): JsonObject {
    const entries: [string, unknown][] = [];
    this.parseItems("}", () => {
      const key = this.parseString();
      if (!this.takes(":")) throw new NotJson();
      entries.push([key, this.parseValue(depth)]);
    });
    return lastValueFirst(entries);
  }

  private parseList(end: string, depth: number): readonly unknown[] {
    const items: unknown[] = [];
    this.parseItems(end, () => items.push(this.parseValue(depth)));
    return items;
  }

  private parseItems(end: string, parseItem: () => void): void {
    this.position += 1;
    while (!this.takes(end)) {
      parseItem();
      if (!this.takes(",") && this.text[this.position] !== end) throw new NotJson();
    }
  }

  private parseString(): string {
    this.skip(BETWEEN_TOKENS);
    const quote = this.text[this.position];
    if (quote !== '"' && quote !== "'") throw new NotJson();
    const pattern = STRING[quote];
    pattern.lastIndex = this.position;
    const content = pattern.exec(this.text)?.[1];
    if (content === undefined) throw new NotJson();
    this.position = pattern.lastIndex;
    return content.includes("\\") ? unescapeText(content) : content;
  }

  private parseNumberOrWord(): unknown {
    const number = this.take(NUMBER);
    if (number !== undefined) return readNumber(number);
    const numberLike = this.take(NUMBER_LIKE);
    if (numberLike !== undefined) return numberLike;
    if (this.take(STRING_PREFIX) !== undefined) return this.parseString();
    const call = this.take(CALL_START);
    if (call !== undefined) return call + this.takeCall();
    const word = this.take(WORD) ?? this.fail();
    if (WORDS.has(word)) return WORDS.get(word);
    return ODD_NUMBER.test(word) ? word : this.fail();
  }

  /** The text up to the parenthesis that closes a call. */
  private takeCall(): string {
    const start = this.position;
    for (let open = 1; open > 0;) {
      const character = this.text[this.position];
      if (character === '"' || character === "'") this.parseString();
      else if (this.take(CALL_PART) === undefined) {
        if (character === undefined) throw new NotJson();
        this.position += 1;
        open += character === "(" ? 1 : -1;
      }
    }
    return this.text.slice(start, this.position);
  }

  private fail(): never {
    throw new NotJson();
  }

  /** Consumes a character, behind what may stand between tokens; returns false if another one follows. */
  private takes(character: string): boolean {
    this.skip(BETWEEN_TOKENS);
    if (this.text[this.position] !== character) return false;
    this.position += 1;
    return true;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text)?.[0];
    if (match !== undefined) this.position += match.length;
    return match;
  }

  private skip(pattern: RegExp): void {
    pattern.lastIndex = this.position;
    if (pattern.test(this.text)) this.position = pattern.lastIndex;
  }
}

function lastValueFirst(entries: readonly (readonly [string, unknown])[]): JsonObject {
  const distinct = Object.fromEntries(entries);
  if (Object.keys(distinct).length === entries.length) return distinct;
  const lastIndex = new Map(entries.map(([key], index) => [key, index]));
  const isLast = ([key]: readonly [string, unknown], index: number) => lastIndex.get(key) === index;
  return objectWithDistinctKeys([
    ...entries.filter(isLast),
    ...entries.filter((entry, index) => !isLast(entry, index)),
  ]);
}

/** A number keeps 15 decimal digits. Source: ECMAScript Language Specification, "The Number Type" (IEEE 754 binary64). */
const EXACT_DIGITS = 15;

function readNumber(text: string): number | string {
  if (LEADING_ZERO.test(text)) return text;
  const number = Number(text);
  if (Math.abs(number) <= Number.MAX_SAFE_INTEGER) return number;
  const digits = text.replace(/e.*/i, "").replaceAll(/\D/g, "");
  return digits.length <= EXACT_DIGITS && Number.isFinite(number) ? number : text;
}

function unescapeText(content: string): string {
  return content.replace(ESCAPE, (_, unicode?: string, hex?: string, character = "") => {
    const code = unicode ?? hex;
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return SIMPLE_ESCAPES[character as string] ?? (character as string);
  });
}
