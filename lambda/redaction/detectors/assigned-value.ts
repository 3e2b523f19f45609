import { classifyKey, isPlausible, type SensitiveKey } from "../keys/sensitive-keys";
import { endOfBare, endOfQuoted, endOfStructure } from "../keys/value-end";
import { isOnlyLabels } from "../labels";
import type { TextScan } from "../text/text-scan";
import { isPlaceholder, isReference, isStatusWord } from "../text/value-heuristics";
import type { DetectedSecret } from "./detector";

/** An opening quote, with Python's prefixes and the escapes of nested quoting. */
const OPENING = /[ \t]{0,4}(?<opening>[bruf@]{0,2}\\{0,8}["'`])?/y;
/** The type annotation in `password: str = "…"`. */
const TYPE =
  /[ \t]{0,4}(?:&?(?:'static )?str|[Ss]tring|Optional\[str\]|SecretStr|text)(?: \| \w{1,16})?[ \t]{0,4}=/y;
/** What a program prints around a literal: Go's spew, PHP's var_dump and serialize, Rust's Some, Go's slices, symbols of Ruby. */
const WRAPPER =
  /(?:[ \t]{0,4}|\r?\n {1,16}(?=string\())(?:\(string\) ?(?:\(len=\d{1,6}\) ?)?|string\(\d{1,6}\) |s:\d{1,6}:|<<|\[\]string\{|(?:Some|Just|Optional|Secret|SecretString|Sensitive|Redacted|String)\(|:)(?=["'`])|[ \t]{0,4}!!?\w{1,16} (?=[^\s|>])/y;
const MAY_WRAP = "(s[SJOR:!<\r\n";
/** Between the old and the new value, as Terraform shows a change. */
const CHANGE = /\\{0,8}["'`] (?:[-=]>|to) (?=\\{0,8}["'`])/y;
/** Maximum characters of a value that are inspected to decide whether it is a secret. */
const MAX_INSPECTED = 256;

/**
 * The secret value at this position; undefined if the value is not secret.
 *
 * @param quotedKey whether the key has quotes, as in JSON
 */
export function valueFrom(
  scan: TextScan,
  text: string,
  start: number,
  sensitive: SensitiveKey,
  quotedKey: boolean,
): DetectedSecret | undefined {
  const { opening, from } = openingAt(text, start);
  const bare = opening === undefined;
  const inText = bare && !quotedKey;
  // Nested structures may have a common end, which would be read again for each of them.
  if (
    bare &&
    endOfStructure(scan, text, from) >= from + MAX_INSPECTED &&
    !isSecret(inspectedOf(text, from, text.length), sensitive, inText)
  )
    return undefined;
  const to = bare ? endOfBare(scan, text, from, sensitive, quotedKey) : endOfQuoted(text, from, opening);
  return to > from && isSecret(inspectedOf(text, from, to), sensitive, inText)
    ? { kind: sensitive.kind, from, to }
    : undefined;
}

/** The value to which a quoted one changes, as in `"old" -> "new"`. */
export function changedValueFrom(
  scan: TextScan,
  text: string,
  end: number,
  sensitive: SensitiveKey,
): DetectedSecret | undefined {
  CHANGE.lastIndex = end;
  return CHANGE.test(text) ? valueFrom(scan, text, CHANGE.lastIndex, sensitive, true) : undefined;
}

/** The position of the literal in what a program prints around it. */
export function withinWrapper(text: string, from: number): number {
  if (!MAY_WRAP.includes(text.charAt(behindBlanks(text, from)))) return from;
  WRAPPER.lastIndex = from;
  return WRAPPER.test(text) ? WRAPPER.lastIndex : from;
}

/** The part of a value that decides whether it is a secret. */
function inspectedOf(text: string, from: number, to: number): string {
  return text.slice(from, Math.min(to, from + MAX_INSPECTED));
}

/** The opening quote of a value, and where the value starts. */
function openingAt(
  text: string,
  start: number,
): { readonly opening: string | undefined; readonly from: number } {
  const at = behindBlanks(text, start);
  if (!MAY_OPEN.includes(text.charAt(at))) return { opening: undefined, from: at };
  OPENING.lastIndex = start;
  const opened = OPENING.exec(text);
  return { opening: opened?.groups?.["opening"], from: start + (opened?.[0].length ?? 0) };
}
const MAY_OPEN = "bruf@BRUF\\\"'`";

/** The position behind at most four blanks. */
function behindBlanks(text: string, start: number): number {
  let at = start;
  while (at - start < MAX_BLANKS && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}
const MAX_BLANKS = 4;

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** @param bare without quotes, as in a sentence or a line of code */
function isSecret(value: string, key: SensitiveKey, bare: boolean): boolean {
  if (isOnlyLabels(value)) return false;
  if (isPlaceholder(value) || !isPlausible(key, value)) return false;
  if (key.extent === "line" && isPlaceholder(withoutScheme(value))) return false;
  if (key.valuePatternInText && !key.valuePatternInText.test(value)) return false;
  if (!bare) return true;
  // `authorization: denied by policy` is a sentence.
  if (key.extent === "line" && SENTENCE.test(value)) return !isStatusWord(value.replace(/\s.*/s, ""));
  const word = key.extent === "line" || key.extent === "clause" ? value.trim() : value.replace(/\s.*/s, "");
  // The plural is also the name of a program: `external-secrets: reconciled`.
  if (!key.matchesNumbers && /^[a-z]+$/.test(word)) return false;
  return !isStatusWord(word) && !isReference(value) && !isSameName(word, key);
}

const SENTENCE = /^[a-z]+(?: [a-z-]+){1,16}$/;

/** The first word of the credentials in a header. */
function withoutScheme(value: string): string {
  return value.replace(/^(?:bearer|basic|token|apikey) +/i, "").replace(/["'\s,;].*/s, "");
}

/** `login(password=password)` passes a variable, not a secret. */
function isSameName(value: string, { kind }: SensitiveKey): boolean {
  return /^[A-Z_.-]+$/i.test(value) && classifyKey(value)?.kind === kind;
}

/** The position of a value behind a colon, a type annotation, or, in YAML, on the next line. */
export function valueAfterColon(text: string, from: number, key: number): number {
  const first = text.charAt(behindBlanks(text, from));
  if (first === "" || !BEHIND_COLON.includes(first)) return from;
  TYPE.lastIndex = from;
  const type = TYPE.exec(text)?.[0].length;
  if (type !== undefined) return from + type;
  NEXT_LINE.lastIndex = from;
  const line = NEXT_LINE.exec(text)?.[0].length;
  return line !== undefined && KEY_OF_LINE.test(text.slice(Math.max(0, key - MAX_INDENT), key))
    ? from + line
    : from;
}

/** What a type annotation or the end of a line begins with. */
const BEHIND_COLON = "&'sSOt>|\r\n";

/** The end of the key's line, and the indentation of a line with a single word, which is no key and no item. */
const NEXT_LINE = /[ \t]{0,4}(?:[>|][+-]?)?\r?\n[ \t]{1,32}(?=[^\s#-][^\s:]{0,255}[ \t]{0,8}(?:\r?\n|$))/y;
const KEY_OF_LINE = /(?:^|\n)[ \t]{0,32}(?:- )?["']?$/;
const MAX_INDENT = 40;
