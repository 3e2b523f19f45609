import { endingOf, SIGNATURES } from "../text/characters";
import { SENSITIVE_NAMES, SUFFIXES } from "./sensitive-names";

/** The signature of a word in another script than Latin without accents. Such a word may be any name. */
export const OTHER_SCRIPT = SIGNATURES - 1;

/**
 * 1 for each signature of the last three letters of a sensitive name. The scan looks at a separator only behind such a
 * word.
 */
export const NAME_ENDINGS: Uint8Array = endings();

function endings(): Uint8Array {
  const table = new Uint8Array(SIGNATURES);
  table[OTHER_SCRIPT] = 1;
  const words = SENSITIVE_NAMES.flatMap(({ names }) => names).concat([...SUFFIXES]);
  for (const name of words) {
    // In `sessId` the last three letters belong to two words.
    for (const word of [name.slice(name.lastIndexOf(" ") + 1), name.replaceAll(" ", "")]) {
      table[endingOf(word)] = 1;
      table[endingOf(`${word}s`)] = 1;
    }
  }
  return table;
}
