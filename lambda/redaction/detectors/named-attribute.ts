import { classifyKey, isPlausible } from "../keys/sensitive-keys";
import { isPlaceholder, isReference, isStatusWord } from "../text/value-heuristics";
import { type DetectionContext, type Detector, type DetectedSecret, readPattern } from "./detector";

/** `<property name="password" value="…"/>`, `{"field": "password", "value": "…"}`: the first is the key of the second. */
export const namedAttribute: Detector = {
  name: "name and value attributes",
  kind: "password",
  description:
    '`name="key" value="…"` and `{"field": "key", "value": "…"}` with a sensitive key, in XML, JSON and similar formats',
  source: "configuration files of .NET and Spring",
  anchor: { at: "word", prefixes: ["value", "val", "rejected", "input", "v="] },
  ...readPattern(
    /\b(?:value|val|rejected_?value|input|v)\\{0,3}["']? ?[=:] ?(?:\\{0,3}["']|(?=[^\s"'\\{[$]))|\bvalue>(?=[^\s<])/iy,
    findValue,
  ),
  examples: [
    ['<add key="ApiKey" value="made-up" />', '<add key="ApiKey" value="[redacted:token]" />'],
    [
      'body {"field":"password","value":"made-up"}',
      'body {"field":"password","value":"[redacted:password]"}',
    ],
    [
      'errors [{"loc":["body","password"],"input":"made-up"}]',
      'errors [{"loc":["body","password"],"input":"[redacted:password]"}]',
    ],
    [
      '<setting name="SmtpPassword"><value>made-up</value></setting>',
      '<setting name="SmtpPassword"><value>[redacted:password]</value></setting>',
    ],
    [
      "<name>db.password</name><value>made-up</value>",
      "<name>db.password</name><value>[redacted:password]</value>",
    ],
    [
      'errors [{"field":"password","rejectedValue":"made-up"}]',
      'errors [{"field":"password","rejectedValue":"[redacted:password]"}]',
    ],
    [
      "env:\n- name: DB_PASSWORD\n  value: made-up",
      "env:\n- name: DB_PASSWORD\n  value: [redacted:password]",
    ],
    ["[{name: API_KEY, value: made-up}]", "[{name: API_KEY, value: [redacted:token]}]"],
    ["name: DB_PASSWORD, value: required, key: password value: null"],
    ['<add key="Author" value="made-up" />'],
  ],
};

/** Maximum distance of the name before the value. */
const MAX_BEFORE = 128;
const SINGLE_QUOTE = /'/g;
const DOUBLE_QUOTE = /"/g;
const NAME =
  /\b(?:name|key|id|field|header|param|parameter|k|loc)\\{0,3}["']? ?[=:] ?(?:\[[^\]]{0,80}\\{0,3}["'](?<item>[\w.:-]{1,64})\\{0,3}["']\]|\\{0,3}["']?(?<name>[\w.:-]{1,64})\\{0,3}["']?(?![\w.:-]))[^<>{}]{0,60}(?:>\s{0,20}<)?$/i;
/** `<name>password</name><value>`, as in the configuration of Hadoop. */
const TAGGED = /<(?:name|key)>(?<name>[\w.:-]{1,64})<\/(?:name|key)>\s{0,20}<$/i;
const TAG = /</g;
const BARE = /[^\s,;}\]"'\\]+/y;

function findValue(match: RegExpExecArray, { scan }: DetectionContext): DetectedSecret | undefined {
  const text = match.input;
  const before = text.slice(Math.max(0, match.index - MAX_BEFORE), match.index);
  const { item, name = item } = NAME.exec(before)?.groups ?? TAGGED.exec(before)?.groups ?? {};
  const sensitive = name === undefined ? undefined : classifyKey(name);
  if (!sensitive) return undefined;
  const from = match.index + match[0].length;
  const to = endOfValue(match, from, scan);
  const value = text.slice(from, to);
  if (/[=: ]$/.test(match[0]) && (isStatusWord(value) || isReference(value))) return undefined;
  return value !== "" && !isPlaceholder(value) && isPlausible(sensitive, value)
    ? { kind: sensitive.kind, from, to }
    : undefined;
}

function endOfValue(
  { 0: beginning, input }: RegExpExecArray,
  from: number,
  scan: DetectionContext["scan"],
): number {
  if (beginning.endsWith("'")) return scan.next(SINGLE_QUOTE, input, from);
  if (beginning.endsWith('"')) return scan.next(DOUBLE_QUOTE, input, from);
  if (beginning.endsWith(">")) return scan.next(TAG, input, from);
  BARE.lastIndex = from;
  return from + (BARE.exec(input)?.[0].length ?? 0);
}
