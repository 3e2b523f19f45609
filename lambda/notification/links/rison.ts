/**
 * Rison, the notation in which OpenSearch Dashboards keeps the state of a page in its URL: `(key:value)` is an object,
 * `!(value,value)` a list, `'` encloses a text, in which `!` escapes `!` and `'`. Source: the README of the npm package
 * `rison`. Texts are always quoted, and the keys of objects are identifiers.
 */
export type RisonValue =
  string | number | boolean | readonly RisonValue[] | { readonly [key: string]: RisonValue };

export function encodeRison(value: RisonValue): string {
  if (typeof value === "string") return `'${value.replace(/[!']/g, "!$&")}'`;
  if (typeof value === "boolean") return value ? "!t" : "!f";
  if (typeof value === "number") return String(value);
  if (isList(value)) return `!(${value.map(encodeRison).join(",")})`;
  const members = Object.entries(value).map(([key, member]) => `${key}:${encodeRison(member)}`);
  return `(${members.join(",")})`;
}

function isList(value: RisonValue): value is readonly RisonValue[] {
  return Array.isArray(value);
}

const TOKEN = /'((?:[^!']|![!'])*)'|(!\(|!t|!f|[(),])|(-?\d+(?:\.\d+)?(?:e-?\d+)?)|([A-Za-z_]\w*):/y;

/** @throws Error if the text is not what `encodeRison` writes */
export function decodeRison(text: string): RisonValue {
  let position = 0;
  const value = parseValue();
  if (position < text.length) fail();
  return value;

  function parseValue(): RisonValue {
    const { quoted, symbol, number } = next();
    if (quoted !== undefined) return quoted.replace(/!([!'])/g, "$1");
    if (number !== undefined) return Number(number);
    if (symbol === "!t" || symbol === "!f") return symbol === "!t";
    if (symbol === "!(") return parseMembers(parseValue);
    if (symbol === "(") return Object.fromEntries(parseMembers(parseMember));
    return fail();
  }

  function parseMember(): readonly [string, RisonValue] {
    return [next().key ?? fail(), parseValue()];
  }

  function parseMembers<Member>(parse: () => Member): readonly Member[] {
    const members: Member[] = [];
    if (text[position] === ")") {
      position += 1;
      return members;
    }
    for (;;) {
      members.push(parse());
      const { symbol } = next();
      if (symbol === ")") return members;
      if (symbol !== ",") fail();
    }
  }

  function next() {
    TOKEN.lastIndex = position;
    const found = TOKEN.exec(text);
    if (!found) return fail();
    position = TOKEN.lastIndex;
    const [, quoted, symbol, number, key] = found;
    return { quoted, symbol, number, key };
  }

  function fail(): never {
    throw new Error(`not Rison: ${JSON.stringify(text)}, at ${position}`);
  }
}
