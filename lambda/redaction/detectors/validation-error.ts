import { classifyKey } from "../keys/sensitive-keys";
import { endOfQuoted } from "../keys/value-end";
import { type DetectionContext, type Detector, type DetectedSecret, readPattern } from "./detector";
import { valueUnderKey } from "./value-under-key";

/** Maximum distance of the line with the field's path before the value. */
const MAX_BEFORE = 400;
/** The field's path on a line of its own, then the indented message up to the value. */
const FIELD = /(?:^|\n)(?<path>[\w.[\]-]{1,120})\r?\n {2}[^\n]{0,300}$/;

/** The same of Spring, on one line. */
const SPRING_FIELD = /field '(?<path>[\w.[\]-]{1,120})': $/;
const BRACKET = /\]/g;

/** A validation error of pydantic or Spring: the field's path, then the message with the value. */
export const validationError: Detector = {
  name: "validation error",
  kind: "password",
  description:
    "`input_value='…'` and `rejected value […]` in a validation error of pydantic or Spring about a field with a sensitive name",
  source: "Pydantic documentation, Error Handling; Spring Framework, FieldError",
  anchor: { at: "word", prefixes: ["input_value=", "rejected value"] },
  ...readPattern(/input_value=(?<opening>[bru]{0,2}["'])|rejected value \[/iy, findValue),
  examples: [
    [
      "1 validation error for SignIn\nuser.password\n  Input should be a valid integer [type=int_parsing, input_value='made-up', input_type=str]",
      "1 validation error for SignIn\nuser.password\n  Input should be a valid integer [type=int_parsing, input_value='[redacted:password]', input_type=str]",
    ],
    [
      "on field 'password': rejected value [made-up]; codes []",
      "on field 'password': rejected value [[redacted:password]]; codes []",
    ],
    ["stock\n  Input should be a valid integer [type=int_parsing, input_value='made-up', input_type=str]"],
  ],
};

function findValue(match: RegExpExecArray, { scan }: DetectionContext): DetectedSecret | undefined {
  const text = match.input;
  const before = text.slice(Math.max(0, match.index - MAX_BEFORE), match.index);
  const opening = match.groups?.["opening"];
  const path = (opening === undefined ? SPRING_FIELD : FIELD).exec(before)?.groups?.["path"];
  const key = path === undefined ? undefined : classifyKey(path);
  if (!key) return undefined;
  const from = match.index + match[0].length;
  const to = opening === undefined ? scan.next(BRACKET, text, from) : endOfQuoted(text, from, opening);
  return valueUnderKey(key, text, from, to);
}
