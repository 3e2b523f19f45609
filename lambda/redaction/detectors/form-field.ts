import { classifyKey } from "../keys/sensitive-keys";
import { type DetectionContext, type Detector, type DetectedSecret, readPattern } from "./detector";
import { valueUnderKey } from "./value-under-key";

/** Further headers of the part, and the empty line before its value. */
const HEADERS_END = /[^\r\n]{0,200}(?:\r?\n[^\r\n]{1,200}){0,4}\r?\n\r?\n/y;
const LINE_END = /[\r\n]/g;

/** A field of a form that is sent as multipart/form-data. */
export const formField: Detector = {
  name: "form field",
  kind: "password",
  description: "the value of a field in a multipart form whose name is a sensitive key",
  source: "RFC 7578, section 4.2",
  anchor: { at: "word", prefixes: ["form-data;"] },
  ...readPattern(/form-data; ?name="(?<name>[^"\r\n]{1,64})"/iy, findValue),
  examples: [
    [
      'Content-Disposition: form-data; name="password"\r\n\r\nmade-up\r\n--b--',
      'Content-Disposition: form-data; name="password"\r\n\r\n[redacted:password]\r\n--b--',
    ],
    ['Content-Disposition: form-data; name="shop"\r\n\r\nmade-up\r\n--b--'],
  ],
};

function findValue(match: RegExpExecArray, { scan }: DetectionContext): DetectedSecret | undefined {
  const key = classifyKey(match.groups?.["name"] ?? "");
  if (!key) return undefined;
  const text = match.input;
  HEADERS_END.lastIndex = match.index + match[0].length;
  if (!HEADERS_END.test(text)) return undefined;
  const from = HEADERS_END.lastIndex;
  const to = scan.next(LINE_END, text, from);
  return valueUnderKey(key, text, from, to);
}
