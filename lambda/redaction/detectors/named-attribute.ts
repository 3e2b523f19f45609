import { classifyKey, isPlausible } from "../keys/sensitive-keys";
import { isPlaceholder } from "../text/value-heuristics";
import { type DetectionContext, type Detector, type DetectedSecret, readPattern } from "./detector";

/** `<property name="password" value="…"/>`, `{"field": "password", "value": "…"}`: the first is the key of the second. */
export const namedAttribute: Detector = {
  name: "name and value attributes",
  kind: "password",
  description:
    '`name="key" value="…"` and `{"field": "key", "value": "…"}` with a sensitive key, in XML, JSON and similar formats',
  source: "configuration files of .NET and Spring",
  anchor: { at: "word", prefixes: ["value", "val", "input", "v="] },
  ...readPattern(/\b(?:value|val|input|v)\\{0,3}["']? ?[=:] ?\\{0,3}["']/iy, findValue),
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
    ['<add key="Author" value="made-up" />'],
  ],
};

/** Maximum distance of the name before the value. */
const MAX_BEFORE = 128;
const SINGLE_QUOTE = /'/g;
const DOUBLE_QUOTE = /"/g;
const NAME =
  /\b(?:name|key|id|field|header|param|parameter|k|loc)\\{0,3}["']? ?[=:] ?(?:\[[^\]]{0,80})?\\{0,3}["'](?<name>[\w.:-]{1,64})\\{0,3}["']\]?[^<>{}]{0,60}$/i;

function findValue(match: RegExpExecArray, { scan }: DetectionContext): DetectedSecret | undefined {
  const text = match.input;
  const name = NAME.exec(text.slice(Math.max(0, match.index - MAX_BEFORE), match.index))?.groups?.["name"];
  const sensitive = name === undefined ? undefined : classifyKey(name);
  if (!sensitive) return undefined;
  const from = match.index + match[0].length;
  const to = scan.next(match[0].endsWith("'") ? SINGLE_QUOTE : DOUBLE_QUOTE, text, from);
  const value = text.slice(from, to);
  return value !== "" && !isPlaceholder(value) && isPlausible(sensitive, value)
    ? { kind: sensitive.kind, from, to }
    : undefined;
}
