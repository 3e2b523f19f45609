import { KINDS } from "../kinds";
import { recordReplacement, type RedactionContext } from "../redaction-context";
import { findBase64Texts } from "./base64";
import { withoutDisguises } from "./disguises";
import { decodeEscapes } from "./escapes";
import { type AttributedSecret, type SecretFinder, mergeOverlaps } from "./find-secrets";
import { MAY_HAVE_BASE64, MAY_HAVE_DISGUISES, MAY_HAVE_ESCAPES } from "./scan";

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
    let current = text;
    for (let pass = 0; pass < MAX_PASSES; pass += 1) {
      const found = findAtDepth(find, current, MAX_ENCODING_DEPTH);
      if (found.length === 0) return current;
      const merged = mergeOverlaps(
        current,
        found.filter((one) => !isKept(one, context)),
      );
      if (merged.length === 0) return current;
      current = replace(current, merged, context);
    }
    throw new RangeError(`the text still contains secrets after ${MAX_PASSES} passes`);
  };
}

function findAtDepth(find: SecretFinder, text: string, depth: number): readonly AttributedSecret[] {
  const { secrets, encodings } = find(text);
  if (encodings === 0 || depth === 0) return secrets;
  const within = [
    ...((encodings & MAY_HAVE_ESCAPES) === 0 ? [] : findInEscapes(find, text, depth)),
    ...((encodings & MAY_HAVE_DISGUISES) === 0 ? [] : findBehindDisguises(find, text, depth)),
    ...((encodings & MAY_HAVE_BASE64) === 0 ? [] : findInBase64(find, text, depth)),
  ];
  return within.length === 0 ? secrets : [...secrets, ...within];
}

function findInEscapes(find: SecretFinder, text: string, depth: number): readonly AttributedSecret[] {
  const decoded = decodeEscapes(text);
  if (!decoded) return [];
  return findAtDepth(find, decoded.text, depth - 1).map((found) => ({
    ...found,
    from: decoded.offsets[found.from] ?? 0,
    to: decoded.offsets[found.to] ?? text.length,
    value: found.value ?? decoded.text.slice(found.from, found.to),
  }));
}

function findBehindDisguises(find: SecretFinder, text: string, depth: number): readonly AttributedSecret[] {
  const read = withoutDisguises(text);
  if (!read) return [];
  return findAtDepth(find, read.text, depth - 1).map((found) => ({
    ...found,
    from: read.offsets[found.from] ?? 0,
    // Without the colour codes behind it.
    to: (read.offsets[found.to - 1] ?? text.length - 1) + 1,
    value: found.value ?? read.text.slice(found.from, found.to),
  }));
}

/** Replaces the whole run that contains a secret: the remaining part would decode to something else. */
function findInBase64(find: SecretFinder, text: string, depth: number): readonly AttributedSecret[] {
  return findBase64Texts(text).flatMap(({ from, to, text: within }) => {
    const [first = USER_AND_PASSWORD.test(within) ? PASSWORD : undefined] = findAtDepth(
      find,
      within,
      depth - 1,
    );
    return first
      ? [{ ...first, from, to, value: text.slice(from, to), detector: `${first.detector}, in base64` }]
      : [];
  });
}

/**
 * The text of a header for basic authentication. Digits alone are the place in a list, as in the cursors of GraphQL.
 * Source: RFC 7617, section 2.
 */
const USER_AND_PASSWORD = /^[\w.@+-]{2,40}:(?!\d+$)[^\s:]{4,80}$/;
const PASSWORD: AttributedSecret = { kind: "password", from: 0, to: 0, detector: "user and password" };

function isKept({ kind }: AttributedSecret, { policy }: RedactionContext): boolean {
  return policy[KINDS[kind]].kind === "keep";
}

function replace(text: string, found: readonly AttributedSecret[], context: RedactionContext): string {
  let replaced = "";
  let done = 0;
  for (const { kind, from, to, detector, value = text.slice(from, to) } of found) {
    replaced += text.slice(done, from) + recordReplacement(context, kind, value, detector);
    done = to;
  }
  return replaced + text.slice(done);
}
