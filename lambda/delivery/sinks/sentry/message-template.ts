import { ATTRIBUTES, type LogRecord } from "../../../../catalog";
import { causesIn } from "./cause-words";
import { protectCodes, restoreCodes } from "./codes";
import { MAX_MESSAGE } from "./limits";
import { maskNames } from "./mask-names";

/** Stands for a part of a message that varies. */
const VARIABLE = "#";

/**
 * A message without its variable parts, so that the messages of one cause are equal: values of the record, quoted values,
 * objects and lists, addresses, paths, names after `shop` and the like, and words with digits. Codes and statuses remain.
 */
export function messageTemplate(message: string, record: LogRecord): string {
  const masked = MASKS.reduce(
    (text, mask) => mask(text),
    maskValues(protectCodes(message.slice(0, MAX_MESSAGE).replaceAll(/\s+/g, " ").trim()), valuesOf(record)),
  );
  return restoreCodes(masked).replaceAll(/ +/g, " ").trim();
}

/** Fields whose values are those of one request. */
const VALUE_FIELDS = ["shop", "actor", "request_id", "trace_id", "span_id", "source", "release"] as const;
/** Attributes whose values are ids or names, as opposed to reasons. */
const VALUE_ATTRIBUTE =
  /(?:^|[_.-])(?:ids?|name|sku|shop|store|tenant|merchant|customer|user|account|order|product|variant|warehouse|supplier|handle|domain|host|url|path|file|filename|email)$/i;
const MAX_VALUES = 30;

function valuesOf(record: LogRecord): readonly string[] {
  const fields = VALUE_FIELDS.map((name) => record[name]);
  const attributes = Object.entries(record[ATTRIBUTES] ?? {}).map(([key, value]) =>
    VALUE_ATTRIBUTE.test(key) ? value : undefined,
  );
  return [...fields, ...attributes]
    .filter((value): value is string => typeof value === "string" && value.length > 1 && value.length <= 200)
    .slice(0, MAX_VALUES);
}

function maskValues(text: string, values: readonly string[]): string {
  if (values.length === 0) return text;
  const longestFirst = values.toSorted((one, other) => other.length - one.length);
  const alternatives = longestFirst.map((value) =>
    protectCodes(value).replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`),
  );
  return text.replaceAll(new RegExp(`(?<![\\w-])(?:${alternatives.join("|")})(?![\\w-])`, "gi"), VARIABLE);
}

type Mask = (text: string) => string;

const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*";
const WEEKDAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*";
const CLOCK = String.raw`\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)\b)?`;
/** Dates, times and addresses of IPv6. */
const TIMES: readonly RegExp[] = [
  new RegExp(String.raw`\b\d{4}-\d\d-\d\d(?:[T ]${CLOCK})?`, "g"),
  new RegExp(
    String.raw`\b(?:${WEEKDAY},? )?(?:\d\d? ${MONTH} \d{4}|${MONTH} \d\d?,? \d{4})(?: ${CLOCK})?`,
    "g",
  ),
  /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/g,
  /(?<![\w:])\[?(?=[\da-f]*:[\da-f]*:[\da-f:]*\d)(?:[\da-f]{0,4}:){2,7}[\da-f]{1,4}\b\]?/gi,
];

const MASKS: readonly Mask[] = [
  // What redaction left: [redacted:email]
  replace(/\[redacted\b[^\]]*\]/g, VARIABLE, "[redacted"),
  // The values of a key in PostgreSQL's DETAIL
  replace(/\)=\([^)]*\)/g, `)=(${VARIABLE})`, ")=("),
  maskObjects,
  maskQuotes,
  // An object that is cut off
  replace(/[{[][^{}[\]]*(?:\.\.\.|…)$/g, VARIABLE),
  ...TIMES.map((time) => replace(time, VARIABLE)),
  // Paths of requests
  replace(
    /\b(?<before>url|endpoint|path|GET|HEAD|POST|PUT|PATCH|DELETE):? \/[^\s)\]"']*/g,
    (_, before) => `${before} ${VARIABLE}`,
  ),
  // Of addresses, the domain remains: it names the other system.
  replace(
    /\b[a-z][a-z\d+.-]{1,20}:\/\/(?:[^\s/@]*@)?(?<host>[\w.-]+)(?:[/:?#][^\s)\]"']*)?/gi,
    (_, host) => maskHost(host),
    "://",
  ),
  replace(/[\w.+%@-]+/g, (word) => (word.includes("@") ? VARIABLE : isHost(word) ? maskHost(word) : word)),
  // Of paths, the name of the file remains.
  replace(/(?<![\w#])(?:~|\.{1,2})?(?:\/[\w.@%+~:#-]+){2,}\/?/g, maskPath, "/"),
  replace(/\b[A-Z]:\\[^\s"']+/g, (path) => maskPath(path.replaceAll("\\", "/")), ":\\"),
  replace(
    /\b(?!status|code|errno|sqlstate|error|reason|cause|state)(?<key>[a-z_][\w.-]{0,60})=[^\s,;)\]}]+/gi,
    (_, key) => `${key}=${VARIABLE}`,
    "=",
  ),
  maskNames,
  // Words with digits are numbers, ids or addresses; words of upper-case parts are SKUs.
  replace(/[^\s,;:()[\]{}'"=|]+/g, (word) =>
    /^[a-f]{8,}$|\d|^[A-Z]{2,}(?:-[A-Z]+)+\.?$/.test(word) ? VARIABLE : word,
  ),
  // Amounts: the unit varies with the number.
  replace(
    /# ?(?:ms|[sh%€$£¥]|sec|min|(?:milli|micro)?seconds?|minutes?|hours?|days?|bytes|[KMGT]i?B|EUR|USD|GBP|CHF|JPY)(?!\w)/g,
    VARIABLE,
  ),
  replace(/\b(?:EUR|USD|GBP|CHF|JPY) #|[€$£¥] ?#/g, VARIABLE),
  replace(/# (?<noun>[a-z]{3,})s\b/g, (_, noun) => `${VARIABLE} ${noun}`, "# "),
  // A list of any length is one value.
  replace(/#(?: ?(?:[&,/;|]|and|or|of)? ?#)+/g, VARIABLE, "#"),
];

/** @param needs a text without which the pattern does not match: most messages lack most of them */
function replace(pattern: RegExp, by: string | ((match: string, group: string) => string), needs = ""): Mask {
  return (text) => (text.includes(needs) ? replaceAll(text, pattern, by) : text);
}

function replaceAll(
  text: string,
  pattern: RegExp,
  by: string | ((match: string, group: string) => string),
): string {
  if (typeof by === "string") return text.replace(pattern, by);
  return text.replace(pattern, (match: string, group: unknown) =>
    by(match, typeof group === "string" ? group : ""),
  );
}

const MAX_NESTING = 5;

/** Masks objects, lists and tuples; keeps `[Errno 111]`, `(psycopg.errors.UniqueViolation)` and sentences in brackets. */
function maskObjects(text: string): string {
  if (!/[{[(]/.test(text)) return text;
  let masked = text;
  for (let depth = 0; depth < MAX_NESTING; depth += 1) {
    const before = masked;
    masked = masked
      .replace(/\{[^{}]*\}/g, VARIABLE)
      .replace(/\[(?<items>[^[\]]*)\]/g, (whole: string, items: string) => (isList(items) ? VARIABLE : whole))
      .replace(/\((?<items>[^()]*)\)/g, (whole: string, items: string) =>
        isTuple(items) ? VARIABLE : whole,
      );
    if (masked === before) break;
  }
  return masked;
}

function isList(items: string): boolean {
  return items.trim() === "" || /[,'"\d#]/.test(items);
}

/** Values without spaces, separated by commas. */
function isTuple(items: string): boolean {
  return (
    items.includes(",") &&
    items.split(",").every((item) => !/\S\s+\S/.test(item.trim())) &&
    causesIn(items).length === 0
  );
}

/** Names of code before a quoted identifier. */
const BEFORE_IDENTIFIER =
  /\b(?:column|relation|table|constraint|attribute|module|argument|function|method|parameter|field|index|type|class|variable|option|setting|named|import name|KeyError:|(?:status|state|reason)(?: is)?)\s+$/i;
const IDENTIFIER = /^[A-Z_][\w.]*$/i;
const QUOTED =
  /"[^"]{0,500}"|\B'(?:[^']|\b'\b){0,500}'\B|‘[^’]{0,500}’|“[^”]{0,500}”|«[^»]{0,500}»|`[^`]{0,500}`/g;

/** Masks quoted values; keeps quoted identifiers, causes and statuses. */
function maskQuotes(text: string): string {
  if (!/["'“«`‘]/.test(text)) return text;
  return text.replace(QUOTED, (whole: string, ...rest: readonly unknown[]) => {
    const content = whole.slice(1, -1);
    const offset = Number(rest.find((each) => typeof each === "number"));
    const before = text.slice(Math.max(0, offset - 30), offset);
    const after = text.slice(offset + whole.length, offset + whole.length + 10);
    if (/[\ue000-\ue009]/.test(content) || causesIn(content).length > 0) return ` ${content} `;
    const isIdentifier =
      IDENTIFIER.test(content) &&
      (BEFORE_IDENTIFIER.test(before) ||
        after.startsWith(" object") ||
        (whole === text.trim() && /^[a-z_]+$/.test(content)));
    return isIdentifier ? content : VARIABLE;
  });
}

/** Top-level domains under which the name itself is that of a shop. */
const SHOP_DOMAIN = /\.(?:shop|store|example|test)$/i;

function isHost(text: string): boolean {
  return /\.(?:com|net|org|io|dev|app|shop|store|example|test|local|internal|cloud|eu|de|fr|uk|jp)$/i.test(
    text,
  );
}

/** The host without its first label, which names a shop or a server. */
function maskHost(host: string): string {
  if (/\d$/.test(host) || host.includes(":")) return VARIABLE;
  const labels = host.split(".");
  return labels.length > 2 || SHOP_DOMAIN.test(host) ? [VARIABLE, ...labels.slice(1)].join(".") : host;
}

function maskPath(path: string): string {
  const name = path.split("/").findLast((segment) => segment !== "") ?? "";
  return /^[A-Z_][A-Z_-]*\.[A-Z]{1,5}$/i.test(name) ? `${VARIABLE}/${name}` : VARIABLE;
}
