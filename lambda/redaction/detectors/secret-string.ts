import { endOfQuoted } from "../keys/value-end";
import { isOnlyLabels } from "../labels";
import { isPlaceholder } from "../text/value-heuristics";
import { type Detector, type DetectedSecret, readPattern } from "./detector";

/** `SecretStr('…')`, whose content is visible if somebody called its constructor in a text. */
export const secretString: Detector = {
  name: "secret string",
  kind: "token",
  description: "visible content in `SecretStr('…')` and `SecretBytes(b'…')`",
  source: "Pydantic documentation, Secret Types; PowerShell documentation, ConvertTo-SecureString",
  anchor: { at: "word", prefixes: ["secretstr(", "secretbytes(", "convertto-securestring"] },
  ...readPattern(
    /(?:Secret(?:Str|Bytes)\(|ConvertTo-SecureString (?:-String )?(?:-AsPlainText )?)(?<opening>b?["'])/y,
    findContent,
  ),
  examples: [
    ["login(SecretStr('made-up'), 17)", "login(SecretStr('[redacted:token]'), 17)"],
    ["SecretBytes(b'made-up')", "SecretBytes(b'[redacted:token]')"],
    [
      "ConvertTo-SecureString 'made-up' -AsPlainText",
      "ConvertTo-SecureString '[redacted:token]' -AsPlainText",
    ],
    ["SecretStr('**********'), SecretStr(value), SecretStr('')"],
  ],
};

function findContent(match: RegExpExecArray): DetectedSecret | undefined {
  const text = match.input;
  const from = match.index + match[0].length;
  const to = endOfQuoted(text, from, match.groups?.["opening"] ?? "");
  const value = text.slice(from, to);
  return value === "" || isPlaceholder(value) || isOnlyLabels(value)
    ? undefined
    : { kind: "token", from, to };
}
