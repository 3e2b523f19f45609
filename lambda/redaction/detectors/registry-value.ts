import { classifyKey } from "../keys/sensitive-keys";
import { isPlaceholder } from "../text/value-heuristics";
import { type Detector, type DetectedSecret, readPattern } from "./detector";
import { valueUnderKey } from "./value-under-key";

/** The name of a value, before its type. */
const NAME = /(?<name>[\w.-]{2,64})[ \t]{1,16}$/;
const MAX_BEFORE = 80;
/** The whole word: what is left of a value would be found in another pass. */
const VALUE = /[^\s"]+/y;

/** `DefaultPassword    REG_SZ    …`, as `reg query` prints it. */
export const registryValue: Detector = {
  name: "registry value",
  kind: "password",
  description: "a value of the Windows registry, as `reg query` prints it, with a sensitive name",
  source: "Microsoft, “reg query”",
  anchor: { at: "word", prefixes: ["reg_sz", "reg_expand_sz", "reg_multi_sz"] },
  ...readPattern(/REG_(?:EXPAND_|MULTI_)?SZ[ \t]{1,16}/y, findValue),
  examples: [
    ["    DefaultPassword    REG_SZ    made-up", "    DefaultPassword    REG_SZ    [redacted:password]"],
    ["    DefaultUserName    REG_SZ    made-up"],
  ],
};

function findValue({ 0: type, index, input }: RegExpExecArray): DetectedSecret | undefined {
  const name = NAME.exec(input.slice(Math.max(0, index - MAX_BEFORE), index))?.groups?.["name"];
  const key = name === undefined ? undefined : classifyKey(name);
  if (!key) return undefined;
  const from = index + type.length;
  VALUE.lastIndex = from;
  const value = VALUE.exec(input)?.[0] ?? "";
  return isPlaceholder(value) ? undefined : valueUnderKey(key, input, from, from + value.length);
}
