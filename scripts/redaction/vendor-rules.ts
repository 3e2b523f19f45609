/** A part of a regular expression: a text, a class of characters, or alternatives. */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "class"; readonly characters: string; readonly min: number }
  | { readonly kind: "group"; readonly alternatives: readonly (readonly Part[])[]; readonly min: number };

const ALL = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");
const CASE_FLAG = /\(\?-?i\)/y;
const GROUP = /\((?:\?-?i?:)?/y;
const CLASS = /\[(?:\\.|[^\]])*\]|\\[wd]|\./y;
const ASSERTION = /\\[bz]|[$^]|\(\?:\[(?:\\.|[^\]])*\]\|\\\\\[nr\]\|\$\)/y;
const QUANTIFIER = /\{(?<min>\d+)(?:,\d*)?\}\??|(?<any>[?*])\??|\+\??/y;
const LITERAL = /\\?(?<character>[^()|[\]])/y;

/** Parses the regular expressions of gitleaks' rules, which have no look-around and no back-reference. */
export function parseRule(source: string): readonly Part[] {
  let at = 0;
  const read = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match) at = pattern.lastIndex;
    return match;
  };
  const alternatives = (): Part[][] => {
    const all: Part[][] = [[]];
    while (at < source.length && source.charAt(at) !== ")") {
      if (source.charAt(at) === "|") {
        at += 1;
        all.push([]);
      } else all.at(-1)?.push(...part());
    }
    return all;
  };
  const part = (): readonly Part[] => {
    if (read(ASSERTION) || read(CASE_FLAG)) return [];
    const characters = read(CLASS)?.[0];
    if (characters !== undefined) {
      const matching = new RegExp(characters);
      return [
        {
          kind: "class",
          characters: Array.from(ALL)
            .filter((each) => matching.test(each))
            .join(""),
          min: least(),
        },
      ];
    }
    if (read(GROUP)) {
      const inner = alternatives();
      at += 1;
      return [{ kind: "group", alternatives: inner, min: least() }];
    }
    const character = read(LITERAL)?.groups?.["character"] ?? source.charAt(at++);
    return least() === 0
      ? [{ kind: "class", characters: character, min: 0 }]
      : [{ kind: "text", text: character }];
  };
  const least = () => {
    const quantifier = read(QUANTIFIER)?.groups;
    if (!quantifier) return 1;
    return quantifier["any"] === undefined ? Number(quantifier["min"] ?? 1) : 0;
  };
  return alternatives().length === 1 ? reparse() : reparseGroup();

  function reparse(): readonly Part[] {
    at = 0;
    return alternatives()[0] ?? [];
  }
  function reparseGroup(): readonly Part[] {
    at = 0;
    return [{ kind: "group", alternatives: alternatives(), min: 1 }];
  }
}

interface Prefixed {
  readonly prefix: string;
  readonly rest: readonly Part[];
}

/** A class of at most this many characters belongs to the prefix, as in `gh[pousr]_`. */
const MAX_BRANCHES = 6;

/** The literal beginnings of all texts that match, each with the parts that follow. */
export function prefixesOf(parts: readonly Part[]): readonly Prefixed[] {
  const [first, ...others] = parts;
  if (!first) return [{ prefix: "", rest: [] }];
  const join = (before: string, rest: readonly Part[]) =>
    prefixesOf(rest).map((each) => ({ ...each, prefix: before + each.prefix }));
  if (first.kind === "text") return join(first.text, others);
  if (first.min !== 1) return [{ prefix: "", rest: parts }];
  if (first.kind === "group") return first.alternatives.flatMap((each) => prefixesOf([...each, ...others]));
  const { characters } = first;
  if (characters.length > MAX_BRANCHES) return [{ prefix: "", rest: parts }];
  return Array.from(characters).flatMap((each) => join(each, others));
}

/** All characters of a match, and its least length. */
export function bodyOf(parts: readonly Part[]): { readonly characters: string; readonly length: number } {
  let characters = "";
  let length = 0;
  for (const part of parts) {
    if (part.kind === "text") {
      characters += part.text;
      length += 1;
    } else if (part.kind === "class") {
      characters += part.characters;
      length += part.min;
    } else {
      const bodies = part.alternatives.map(bodyOf);
      characters += bodies.map((body) => body.characters).join("");
      length += part.min * Math.min(...bodies.map((body) => body.length));
    }
  }
  return { characters, length };
}

/** The smallest of the alphabets of vendor-tokens.ts that has all these characters. */
export function alphabetOf(characters: string): "hex" | "upper" | "word" | "wide" | "any" {
  if (/^[\da-f]*$/i.test(characters)) return "hex";
  if (/^[A-Z\d]*$/.test(characters)) return "upper";
  if (/^[A-Z\d]*$/i.test(characters)) return "word";
  return /^[\w-]*$/.test(characters) ? "wide" : "any";
}
