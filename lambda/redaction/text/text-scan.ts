/**
 * Looks ahead in the text that a detector searches. A detector asks from later and later positions, and the scan keeps
 * the last answers, so that a detector reads the text once, however often it asks. The scan holds positions and never
 * the text.
 */
export interface TextScan {
  /** Forgets all positions, because another text follows. */
  readonly reset: () => void;
  /**
   * The first match of a global pattern at or after `from`; the length of the text if there is none.
   *
   * @param begins the characters with which a match begins, so that the pattern is not tried at others
   */
  readonly next: (pattern: RegExp, text: string, from: number, begins?: Uint8Array) => number;
  /** The end of the text between `from` and `to`, without the given characters at its end. */
  readonly trimEnd: (characters: string, text: string, from: number, to: number) => number;
  /** The end of the structure that the bracket at `from` opens; the length of the text if nothing closes it. */
  readonly endOfBrackets: (text: string, from: number) => number;
}

/** The answer for all positions from `from` up to `to`. */
interface Answer {
  readonly from: number;
  readonly to: number;
}

export function createTextScan(): TextScan {
  const matches = new Map<RegExp, Answer>();
  /** Trimmed ends, by the end before. */
  const trimmed = new Map<number, Answer>();
  const brackets = new Map<number, number>();
  let used = false;
  let bracketsFrom = 0;
  let bracketsTo = 0;

  return {
    reset() {
      if (!used) return;
      used = false;
      matches.clear();
      trimmed.clear();
      brackets.clear();
      bracketsTo = 0;
    },
    next(pattern, text, from, begins) {
      used = true;
      const last = matches.get(pattern);
      if (last && last.from <= from && from <= last.to) return last.to;
      const first = begins === undefined ? from : firstOf(begins, text, from);
      pattern.lastIndex = first;
      const to = first < text.length ? (pattern.exec(text)?.index ?? text.length) : text.length;
      matches.set(pattern, { from, to });
      return to;
    },
    trimEnd(characters, text, from, to) {
      if (to <= from || !characters.includes(text.charAt(to - 1))) return to;
      used = true;
      const last = trimmed.get(to);
      if (last && last.from <= from) return Math.max(last.to, from);
      let end = to;
      while (end > from && characters.includes(text.charAt(end - 1))) end -= 1;
      trimmed.set(to, { from, to: end });
      return end;
    },
    endOfBrackets(text, from) {
      used = true;
      // One scan also finds the ends of all structures within.
      if (from < bracketsFrom || from >= bracketsTo) {
        bracketsFrom = from;
        bracketsTo = readBrackets(text, from, brackets);
      }
      return brackets.get(from) ?? text.length;
    },
  };
}

/** The position of the first of these characters, or of one beyond ASCII, at or after `from`. */
function firstOf(characters: Uint8Array, text: string, from: number): number {
  let at = from;
  while (at < text.length && characters[text.charCodeAt(at)] === 0) at += 1;
  return at;
}

/** Adds the ends of all structures in the one that the bracket at `from` opens, and returns where the reading ended. */
function readBrackets(text: string, from: number, ends: Map<number, number>): number {
  const open: number[] = [];
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === "[" || character === "{") open.push(at);
    if (character !== "]" && character !== "}") continue;
    const start = open.pop();
    if (start !== undefined) ends.set(start, at + 1);
    if (open.length === 0) return at + 1;
  }
  return text.length;
}
