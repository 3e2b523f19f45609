/** A character that is repeated in place of a secret: `xxxxxxxx`, `********`, `AAAAAAAA`. */
const REPEATED = /([\w*.#-])\1{5,}/;
/** A reference that a program resolves later: `${PASSWORD}`, `$(getSecret)`, `{{ token }}`, `$API_KEY`, `<token>`. */
const REFERENCE = /\$\{|\$\(|\{\{|\$\d\b|\$[A-Z_]{3,}|<[\w ]{3,40}>|\{\w*(?:user|pass|token|base64)/i;
/** Words that documentation writes in place of a secret. */
const WORDS =
  /example|sample|dummy|fake|placeholder|changeme|redacted|replace|insert_|your|\bfoo\b|hello|(?:user(?:name)?|test):\w*(?:pass|test|token)/i;
/** Digits or letters in their order. */
const SEQUENCE = /abcdefgh|12345678|abcd?123/i;

/**
 * Whether an unlabelled line of a corpus of secret scanners holds a placeholder in place of a secret. Its replacement
 * loses nothing, and is counted apart from that of other text. The rule reads the line only, not what redaction made of
 * it.
 */
export function holdsPlaceholder(text: string): boolean {
  return REPEATED.test(text) || REFERENCE.test(text) || WORDS.test(text) || SEQUENCE.test(text);
}
