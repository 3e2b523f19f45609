import { classifyKey } from "../keys/sensitive-keys";
import { isPlaceholder } from "../text/value-heuristics";
import { type DetectionContext, type Detector, type DetectedSecret, NEXT, readPattern } from "./detector";
import { valueUnderKey } from "./value-under-key";

const CDATA = "<![CDATA[";
const CDATA_END = /\]\]>/g;
const ELEMENT_END = /</g;
/** `<property name="password">`, `<entry key="db.password">` */
const ATTRIBUTE = /\s(?:name|key|id)=["'](?<name>[\w.:-]{1,64})["']/i;
/** In a property list, the element before the value contains the key. */
const KEY = /<key>(?<name>[\w.:-]{1,64})<\/key>\s{0,64}$/;
const MAX_KEY = 140;

/** An element with a prefix, with attributes, or with a CDATA section; `assignment` reads all others. */
export const xmlElement: Detector = {
  name: "XML element",
  kind: "password",
  description:
    "the content of an XML element with a sensitive name, also with a namespace prefix, attributes or in a CDATA section",
  source: "W3C, Extensible Markup Language (XML) 1.0, sections 2.7 and 3",
  anchor: { at: "character", characters: "<", next: NEXT.wordOrDash },
  ...readPattern(
    /<(?:[\w-]{1,32}:)?(?<name>[A-Z][\w.-]{1,63})(?<attributes>\s[^<>]{0,300})?>\s{0,64}(?<cdata><!\[CDATA\[)?/iy,
    findContent,
  ),
  examples: [
    [
      '<wsse:Password Type="PasswordText">made-up</wsse:Password>',
      '<wsse:Password Type="PasswordText">[redacted:password]</wsse:Password>',
    ],
    ["<password><![CDATA[made<up]]></password>", "<password><![CDATA[[redacted:password]]]></password>"],
    ['<entry key="db.password">made-up</entry>', '<entry key="db.password">[redacted:password]</entry>'],
    ["<key>apiToken</key><string>made-up</string>", "<key>apiToken</key><string>[redacted:token]</string>"],
    ['<entry key="author">made-up</entry> <key>apiToken</key>'],
    ["<ns:stock>17</ns:stock> <ns:password/> <input type='password'> made-up"],
  ],
};

function findContent(match: RegExpExecArray, { scan }: DetectionContext): DetectedSecret | undefined {
  const text = match.input;
  const { name = "", attributes = "" } = match.groups ?? {};
  const key =
    classifyKey(name) ??
    classifyKey(ATTRIBUTE.exec(attributes)?.groups?.["name"] ?? keyBefore(text, match.index));
  if (!key || match[0].endsWith("/>")) return undefined;
  const from = match.index + match[0].length;
  const to = scan.next(match[0].endsWith(CDATA) ? CDATA_END : ELEMENT_END, text, from);
  if (to === text.length && !match[0].endsWith(CDATA)) return undefined;
  const value = text.slice(from, to).trimEnd();
  return isPlaceholder(value) ? undefined : valueUnderKey(key, text, from, from + value.length);
}

function keyBefore(text: string, at: number): string {
  return KEY.exec(text.slice(Math.max(0, at - MAX_KEY), at))?.groups?.["name"] ?? "";
}
