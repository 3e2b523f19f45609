/**
 * The notation in which the CloudWatch console keeps the state of a page in its URL, JSURL: `~` starts a value,
 * `(key~value)` is an object, `(~value~value)` a list and `'` starts a text, in which `*` and two hexadecimal digits
 * stand for a character, `**` and four for one beyond U+00FF. AWS does not document it; source: the README of the npm
 * package `jsurl`, and URLs that the console writes.
 */
export type ConsoleValue =
  string | number | boolean | readonly ConsoleValue[] | { readonly [key: string]: ConsoleValue };

export function encodeConsoleValue(value: ConsoleValue): string {
  if (typeof value === "string") return `~'${encodeText(value)}`;
  if (typeof value !== "object") return `~${String(value)}`;
  if (isList(value)) return `~(${value.length === 0 ? "~" : value.map(encodeConsoleValue).join("")})`;
  const members = Object.entries(value).map(([key, member]) => encodeText(key) + encodeConsoleValue(member));
  return `~(${members.join("~")})`;
}

/** @throws Error if the text is not in the notation */
export function decodeConsoleValue(text: string): ConsoleValue {
  const reader = new Reader(text);
  const value = reader.value();
  reader.end();
  return value;
}

/** `$` is not left as it is, because the notation writes it as `!`; so `!` needs its code too. */
function encodeText(text: string): string {
  return text.replace(/[^\w.-]/g, (character) => {
    const code = character.charCodeAt(0);
    return code > 0xff ? `**${hex(code, 4)}` : `*${hex(code, 2)}`;
  });
}

function decodeText(text: string): string {
  return text.replace(
    /\*\*([\da-f]{4})|\*([\da-f]{2})|!/gi,
    (whole, four: string | undefined, two: string) =>
      whole === "!" ? "$" : String.fromCharCode(Number.parseInt(four ?? two, 16)),
  );
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}

function isList(value: ConsoleValue): value is readonly ConsoleValue[] {
  return Array.isArray(value);
}

class Reader {
  private position = 0;

  constructor(private readonly text: string) {}

  value(): ConsoleValue {
    this.expect("~");
    if (this.take("'")) return decodeText(this.match(/[\w.*!-]*/y));
    if (!this.take("(")) return literal(this.match(/[\w.+-]+/y));
    const value = this.peek("~") ? this.list() : this.object();
    this.expect(")");
    return value;
  }

  end(): void {
    if (this.position < this.text.length) this.fail("the end");
  }

  private list(): readonly ConsoleValue[] {
    const values: ConsoleValue[] = [];
    if (this.text.startsWith("~)", this.position)) {
      this.position += 1;
      return values;
    }
    while (this.peek("~")) values.push(this.value());
    return values;
  }

  private object(): Readonly<Record<string, ConsoleValue>> {
    const members: [string, ConsoleValue][] = [];
    while (!this.peek(")")) {
      const key = decodeText(this.match(/[\w.*!-]+/y));
      members.push([key, this.value()]);
      if (!this.take("~")) break;
    }
    return Object.fromEntries(members);
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text);
    if (!found) return this.fail(String(pattern));
    this.position = pattern.lastIndex;
    return found[0];
  }

  private peek(character: string): boolean {
    return this.text[this.position] === character;
  }

  private take(character: string): boolean {
    const found = this.peek(character);
    if (found) this.position += 1;
    return found;
  }

  private expect(character: string): void {
    if (!this.take(character)) this.fail(JSON.stringify(character));
  }

  private fail(expected: string): never {
    throw new Error(
      `not a value of the CloudWatch console: ${JSON.stringify(this.text)}, expected ${expected} at ${this.position}`,
    );
  }
}

function literal(text: string): ConsoleValue {
  if (text === "true" || text === "false") return text === "true";
  const number = Number(text);
  if (Number.isNaN(number))
    throw new Error(`not a literal of the CloudWatch console: ${JSON.stringify(text)}`);
  return number;
}
