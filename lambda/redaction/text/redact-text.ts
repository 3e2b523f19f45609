import { KINDS } from "../kinds";
import { recordReplacement, type RedactionContext } from "../redaction-context";
import { findBase64Texts } from "./base64";
import { decodeEscapes } from "./escapes";
import { type AttributedSecret, type SecretFinder, mergeOverlaps } from "./find-secrets";
import { ESCAPE, LONG_RUN_WITH_DIGIT, traitsOf } from "./traits";

/** Maximum nesting of encodings in a text, such as a form in a URL in a payload. */
const MAX_ENCODING_DEPTH = 3;
/** Maximum number of passes over a text. Each pass leaves fewer secrets. */
const MAX_PASSES = 8;

export type TextRedactor = (text: string, context: RedactionContext) => string;

/**
 * Replaces all secrets in a text by labels, including secrets in escaped or base64-encoded text. Returns a text without
 * secrets unchanged. Repeats until it finds no secret, so redaction is idempotent.
 *
 * @throws RangeError if secrets remain after MAX_PASSES passes
 */
export function createTextRedactor(find: SecretFinder): TextRedactor {
  return (text, context) => {
    const traits = traitsOf(text);
    if (traits === 0) return text;
    let current = text;
    for (let pass = 0; pass < MAX_PASSES; pass += 1) {
      const found = findAtDepth(find, current, pass === 0 ? traits : traitsOf(current), MAX_ENCODING_DEPTH);
      const merged =
        found.length === 0
          ? found
          : mergeOverlaps(
              current,
              found.filter((one) => !isKept(one, context)),
            );
      if (merged.length === 0) return current;
      current = replace(current, merged, context);
    }
    throw new RangeError(`the text still contains secrets after ${MAX_PASSES} passes`);
  };
}

function findAtDepth(
  find: SecretFinder,
  text: string,
  traits: number,
  depth: number,
): readonly AttributedSecret[] {
  const found = find(text, traits);
  if (depth === 0 || (traits & (ESCAPE | LONG_RUN_WITH_DIGIT)) === 0) return found;
  return [
    ...found,
    ...((traits & ESCAPE) === 0 ? [] : findInEscapes(find, text, depth)),
    ...((traits & LONG_RUN_WITH_DIGIT) === 0 ? [] : findInBase64(find, text, depth)),
  ];
}

function findInEscapes(find: SecretFinder, text: string, depth: number): readonly AttributedSecret[] {
  const decoded = decodeEscapes(text);
  if (!decoded) return [];
  return findAtDepth(find, decoded.text, traitsOf(decoded.text), depth - 1).map((found) => ({
    ...found,
    from: decoded.offsets[found.from] ?? 0,
    to: decoded.offsets[found.to] ?? text.length,
    value: found.value ?? decoded.text.slice(found.from, found.to),
  }));
}

/** Replaces the whole run that contains a secret: the remaining part would decode to something else. */
function findInBase64(find: SecretFinder, text: string, depth: number): readonly AttributedSecret[] {
  return findBase64Texts(text).flatMap(({ from, to, text: within }) => {
    const [first] = findAtDepth(find, within, traitsOf(within), depth - 1);
    return first
      ? [{ ...first, from, to, value: text.slice(from, to), detector: `${first.detector}, in base64` }]
      : [];
  });
}

function isKept({ kind }: AttributedSecret, { policy }: RedactionContext): boolean {
  return policy[KINDS[kind]].kind === "keep";
}

function replace(text: string, found: readonly AttributedSecret[], context: RedactionContext): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { kind, from, to, detector, value = text.slice(from, to) } of found) {
    pieces.push(text.slice(done, from), recordReplacement(context, kind, value, detector));
    done = to;
  }
  pieces.push(text.slice(done));
  return pieces.join("");
}
