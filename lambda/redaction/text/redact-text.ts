import { KINDS } from "../kinds";
import { labelFor, type Walk } from "../walk";
import { encodedTexts } from "./base64";
import { decodeEscapes } from "./escapes";
import { type Found, type SecretFinder, settle } from "./find-secrets";
import { ESCAPE, RUN, traitsOf } from "./traits";

/** How often a text may be encoded within another: a form in an address in a payload. */
const MAX_CARRIERS = 3;
/** Passes over one text; each leaves less to find. */
const MAX_PASSES = 8;

export type TextRedactor = (text: string, walk: Walk) => string;

/**
 * Puts a label in the place of every secret that the finder finds, as the text reads and as it reads when escapes and
 * base64 are decoded. A text without any is returned as it is. It is searched until nothing is found, so that what
 * comes out is not changed by a second time.
 *
 * @throws RangeError when that takes too many passes
 */
export function textRedactor(find: SecretFinder): TextRedactor {
  return (text, walk) => {
    const traits = traitsOf(text);
    if (traits === 0) return text;
    let now = text;
    for (let pass = 0; pass < MAX_PASSES; pass += 1) {
      const found = findWithin(find, now, pass === 0 ? traits : traitsOf(now), MAX_CARRIERS);
      const settled =
        found.length === 0
          ? found
          : settle(
              now,
              found.filter((one) => !isKept(one, walk)),
            );
      if (settled.length === 0) return now;
      now = replace(now, settled, walk);
    }
    throw new RangeError(`secrets are left after ${MAX_PASSES} passes`);
  };
}

function findWithin(find: SecretFinder, text: string, traits: number, carriers: number): readonly Found[] {
  const found = find(text, traits);
  if (carriers === 0 || (traits & (ESCAPE | RUN)) === 0) return found;
  return [
    ...found,
    ...((traits & ESCAPE) === 0 ? [] : findInEscapes(find, text, carriers)),
    ...((traits & RUN) === 0 ? [] : findInBase64(find, text, carriers)),
  ];
}

function findInEscapes(find: SecretFinder, text: string, carriers: number): readonly Found[] {
  const decoded = decodeEscapes(text);
  if (!decoded) return [];
  return findWithin(find, decoded.text, traitsOf(decoded.text), carriers - 1).map((found) => ({
    ...found,
    from: decoded.origins[found.from] ?? 0,
    to: decoded.origins[found.to] ?? text.length,
    value: found.value ?? decoded.text.slice(found.from, found.to),
  }));
}

/** A run that holds a secret goes as a whole: a part of it would mean something else. */
function findInBase64(find: SecretFinder, text: string, carriers: number): readonly Found[] {
  return encodedTexts(text).flatMap(({ from, to, text: within }) => {
    const [first] = findWithin(find, within, traitsOf(within), carriers - 1);
    return first
      ? [{ ...first, from, to, value: text.slice(from, to), detector: `${first.detector}, in base64` }]
      : [];
  });
}

function isKept({ kind }: Found, { treatments }: Walk): boolean {
  return treatments[KINDS[kind]].kind === "keep";
}

function replace(text: string, found: readonly Found[], walk: Walk): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { kind, from, to, detector, value = text.slice(from, to) } of found) {
    pieces.push(text.slice(done, from), labelFor(walk, kind, value, detector));
    done = to;
  }
  pieces.push(text.slice(done));
  return pieces.join("");
}
