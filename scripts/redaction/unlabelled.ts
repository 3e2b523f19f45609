/** A character that is repeated in place of a secret: `xxxxxxxx`, `********`, `AAAAAAAA`. */
const REPEATED = /([\w*.#-])\1{5,}/;
/** A reference that a program resolves later: `${PASSWORD}`, `$(getSecret)`, `{{ token }}`, `$API_KEY`, `<token>`. */
const REFERENCE = /\$\{|\$\(|\{\{|\$\d\b|\$[A-Z_]{3,}|<[\w ]{3,40}>|\{\w*(?:user|pass|token|base64)/i;
/** Words that documentation writes in place of a secret. */
const WORDS =
  /example|sample|dummy|fake|placeholder|changeme|redacted|replace|insert_|your|\bfoo\b|hello|(?:user(?:name)?|test):\w*(?:pass|test|token)/i;
/** Digits or letters in their order. */
const SEQUENCE = /abcdefgh|12345678|abcd?123/i;

/** A name of a secret, or a flag of a command, with its separator: `password=`, `"apiKey":`, `curl --user `. */
const NAME =
  /(?:pass(?:word|wd|phrase)?|secret|token|api_?key|access_?key|auth(?:orization)?|signature|credentials?|_key|pwd)\w{0,20}["'\]]{0,2} {0,4}(?:[:=(]|value=)|--user /i;
/** A run of twenty characters that mixes letters and digits, and is no digest, UUID or path of words. */
const KEY_SHAPE = /(?=[\w+/=~-]*\d)(?=[\w+/=~-]*[g-z])[\w+/=~-]{20,}/i;

/** What an unlabelled line of a corpus of secret scanners holds. */
export type Unlabelled =
  "a placeholder" | "a name of a secret" | "text in the shape of a key" | "none of these";

/**
 * What an unlabelled line of a corpus of secret scanners holds: such a corpus labels only what one rule finds, so that
 * other keys stay unlabelled. The replacement of a placeholder loses nothing; a value under the name of a secret and
 * text in the shape of a key are replaced on purpose. Reads the line only, not what redaction made of it.
 */
export function kindOfUnlabelled(text: string): Unlabelled {
  if (REPEATED.test(text) || REFERENCE.test(text) || WORDS.test(text) || SEQUENCE.test(text))
    return "a placeholder";
  if (NAME.test(text)) return "a name of a secret";
  return KEY_SHAPE.test(text) ? "text in the shape of a key" : "none of these";
}
