export interface Token {
  readonly kind: "name" | "quoted-name" | "number" | "period" | "string" | "regex" | "symbol" | "end";
  /** As the query spells it. */
  readonly text: string;
  readonly start: number;
}

const SPACE = /(?:\s|#[^\n]*)*/y;
const REGEX = /\/(?:[^/\\\n]|\\.)+\//y;
const TOKENS: readonly (readonly [Token["kind"], RegExp])[] = [
  ["name", /[a-z_@][\w@.]*/iy],
  ["quoted-name", /`[^`]+`/y],
  ["period", /\d+[a-z]+/iy],
  ["number", /\d+(?:\.\d+)?/y],
  ["string", /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/y],
  ["symbol", /=~|!=|<=|>=|[=<>|,()[\]+\-*/%^]/y],
];

/** Reads a query token by token. Names are compared without regard to case, as in `STATS count(*) BY level`. */
export class TokenReader {
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(private readonly query: string) {
    this.tokens = tokenize(query);
  }

  get next(): Token {
    const token = this.tokens[this.position];
    if (token === undefined) throw new RangeError(`no token at ${this.position}, expected the token "end"`);
    return token;
  }

  /** Whether the next tokens are these keywords or symbols. */
  nextIs(...words: readonly string[]): boolean {
    return words.every((word, offset) => {
      const token = this.tokens[this.position + offset];
      return (token?.kind === "name" || token?.kind === "symbol") && token.text.toLowerCase() === word;
    });
  }

  read(): Token {
    const token = this.next;
    if (token.kind !== "end") this.position += 1;
    return token;
  }

  readKind(kind: Token["kind"], expected: string): string {
    if (this.next.kind !== kind) this.fail(expected);
    return this.read().text;
  }

  /** Reads these keywords or symbols if they are next. */
  accept(...words: readonly string[]): boolean {
    const accepted = this.nextIs(...words);
    if (accepted) this.position += words.length;
    return accepted;
  }

  /** Reads the first of these keywords or symbols that is next. */
  acceptOneOf<T extends string>(words: readonly T[]): T | undefined {
    return words.find((word) => this.accept(word));
  }

  expect(word: string): void {
    if (!this.accept(word)) this.fail(`"${word}"`);
  }

  /** The query from this token up to the token that was read last. */
  textFrom(first: Token): string {
    const last = this.tokens[this.position - 1] ?? first;
    return this.query.slice(first.start, last.start + last.text.length);
  }

  fail(expected: string, token = this.next): never {
    const found = token.kind === "end" ? "the end of the query" : `"${token.text}"`;
    throw new Error(`found ${found} ${placeOf(this.query, token.start)}, expected ${expected}`);
  }
}

function tokenize(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let start = skip(SPACE, query, 0);
  while (start < query.length) {
    const token = tokenAt(query, start, tokens.at(-1));
    tokens.push(token);
    start = skip(SPACE, query, start + token.text.length);
  }
  return [...tokens, { kind: "end", text: "", start: query.length }];
}

function tokenAt(query: string, start: number, previous: Token | undefined): Token {
  // After these words, a slash begins a regular expression; elsewhere it divides.
  const patternFollows = /^(?:like|=~)$/i.test(previous?.text ?? "");
  if (patternFollows && query[start] === "/") {
    const end = skip(REGEX, query, start);
    if (end > start) return { kind: "regex", text: query.slice(start, end), start };
  }
  for (const [kind, pattern] of TOKENS) {
    const end = skip(pattern, query, start);
    if (end > start) return { kind, text: query.slice(start, end), start };
  }
  const found = query.slice(start, start + 20);
  throw new Error(
    `found ${JSON.stringify(found)} ${placeOf(query, start)}, ` +
      "expected a command, a field, a number, a string in quotation marks or an operator; " +
      "a field with other characters than letters, digits, _, @ and . needs backticks",
  );
}

/** The position after what the sticky pattern matches at the start. */
function skip(pattern: RegExp, query: string, start: number): number {
  pattern.lastIndex = start;
  return start + (pattern.exec(query)?.[0].length ?? 0);
}

function placeOf(query: string, position: number): string {
  const before = query.slice(0, position).split("\n");
  return `in line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
