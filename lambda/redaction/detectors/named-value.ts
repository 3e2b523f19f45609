import { consistsOfWords } from "../text/words";
import { isPlaceholder } from "../text/value-heuristics";
import { type Detector, type DetectedSecret } from "./detector";
import { NAMED_ROWS } from "./vendor-rows";
import { ALPHABETS, type Alphabet } from "./vendors";

/** A vendor's name at the start of a word, the rest of the key, a separator of any language, and an opening quote. */
const KEY =
  /(?<vendor>[a-z]{4,20})(?<rest>[\w.-]{0,40})["'`\])]{0,3}[ \t]{0,4}(?:[:?!]{0,3}={1,3}>?|->|:|,|\|\|)[ \t]{0,4}["'`(]{0,2}/iy;
const VALUE = /[\w.=~-]{12,256}/y;
/** A name in one case, or its words in camel case. */
const WRITTEN_NAME = /^(?:[A-Z]+|[A-Z]?[a-z]+(?:[A-Z][a-z]+)*)$/;
/** Keys of random text that is not secret. */
const NOT_SECRET =
  /(?:trace|span|request|commit|build|session|event|release|image|sha|digest|hash|version|url|host|region)[_.-]?(?:id)?$/i;
const FULL: Readonly<Record<Alphabet, RegExp>> = {
  hex: new RegExp(`^${ALPHABETS.hex}+$`),
  upper: new RegExp(`^${ALPHABETS.upper}+$`),
  word: new RegExp(`^${ALPHABETS.word}+$`),
  wide: new RegExp(`^${ALPHABETS.wide}+$`),
  any: new RegExp(`^${ALPHABETS.any}+$`),
};

/** A name, characters of its value and their least number: also names whose keys are UUIDs or hexadecimal. */
const ROWS: readonly (readonly [name: string, value: Alphabet, least: number])[] = [
  ...NAMED_ROWS,
  ["snyk", "wide", 36],
  ["sonar", "any", 40],
  ["sourcegraph", "hex", 40],
  ["sumologic", "word", 14],
  ["sumo", "word", 14],
  ["datadog", "hex", 32],
  ["newrelic", "hex", 32],
  ["pagerduty", "word", 20],
  ["wandb", "hex", 40],
  ["honeycomb", "word", 22],
  ["circleci", "hex", 40],
  ["buildkite", "hex", 40],
  ["rollbar", "hex", 32],
  ["bugsnag", "hex", 32],
  ["mixpanel", "hex", 32],
  ["amplitude", "hex", 32],
  ["segment", "word", 32],
  ["twilio", "hex", 32],
  ["stripe", "word", 24],
];

const ROWS_BY_NAME = new Map<string, (typeof ROWS)[number][]>();
for (const row of ROWS) ROWS_BY_NAME.set(row[0], [...(ROWS_BY_NAME.get(row[0]) ?? []), row]);
const NAMES = [...ROWS_BY_NAME.keys()];

const VALUE_OF_EXAMPLE = ["4f0c9b7a", "2d1e", "4b6f", "8a3c", "5d7e9f1a2b3c"].join("-");

export const namedValue: Detector = {
  name: "value after the name of a vendor",
  kind: "token",
  description:
    "a value in the format of a vendor, such as a UUID or hexadecimal digits, under a key that begins with the vendor's name",
  source: "the rules of gitleaks (vendor-rows.ts), and the API references of the vendors",
  anchor: { at: "word", prefixes: NAMES },
  patterns: [KEY, VALUE],
  read: findValue,
  examples: [
    [`const HEROKU_KEY = "${VALUE_OF_EXAMPLE}"`, 'const HEROKU_KEY = "[redacted:token]"'],
    [`snyk_org ?= ${VALUE_OF_EXAMPLE}`, "snyk_org ?= [redacted:token]"],
    [`datadog.trace_id=${["4f0c9b7a2d1e4b6f", "8a3c5d7e9f1a2b3c"].join("")}, heroku: deployed, linear: 17`],
    ["sumOrders = q8Zt4Lm2Xc9Vb7Np1"],
  ],
};

function findValue(text: string, at: number): DetectedSecret | undefined {
  KEY.lastIndex = at;
  const key = KEY.exec(text);
  const { vendor = "", rest = "" } = key?.groups ?? {};
  if (!key || NOT_SECRET.test(rest)) return undefined;
  // In `hubspotKey` the name of the vendor ends within a word.
  const name = NAMES.find((each) => vendor.toLowerCase().startsWith(each));
  // `sumOrders` is no name of a vendor and the rest of a word.
  if (name === undefined || !WRITTEN_NAME.test(vendor.slice(0, name.length))) return undefined;
  const from = at + key[0].length;
  VALUE.lastIndex = from;
  const value = VALUE.exec(text)?.[0] ?? "";
  if (!/\d/.test(value) || isPlaceholder(value) || consistsOfWords(value)) return undefined;
  const fits = ROWS_BY_NAME.get(name)?.some(
    ([, alphabet, least]) => value.length >= least && FULL[alphabet].test(value),
  );
  return fits === true ? { kind: "token", from, to: from + value.length } : undefined;
}
