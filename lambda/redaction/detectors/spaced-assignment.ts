import { classifyKey } from "../keys/sensitive-keys";
import { valueFrom } from "./assigned-value";
import { type DetectionContext, type Detector, type DetectedSecret, readPattern } from "./detector";

/** `ENV API_TOKEN value`: a keyword, a name and a value without a separator. */
export const spacedAssignment: Detector = {
  name: "assignment without a separator",
  kind: "password",
  description:
    "`ENV KEY value`, `setx KEY value`, `setenv KEY value`, `set -gx KEY value` and `#define KEY value`",
  source: "Dockerfile reference, ENV; manuals of csh, fish and Windows’ setx; the C preprocessor",
  anchor: { at: "word", prefixes: ["env ", "setx ", "setenv ", "set -gx", "define "] },
  ...readPattern(/(?:ENV|setx|setenv|set -gx|define) (?<name>[A-Z_]\w{1,63}) {1,4}(?=[^\s=-])/y, findValue),
  examples: [
    ["ENV DB_PASSWORD made-up", "ENV DB_PASSWORD [redacted:password]"],
    ['#define WIFI_PASSWORD "made-up"', '#define WIFI_PASSWORD "[redacted:password]"'],
    ["set -gx API_KEY made-up", "set -gx API_KEY [redacted:token]"],
    ["ENV STOCK made-up, env TOKEN is missing, ENV TOKEN is required"],
  ],
};

function findValue(match: RegExpExecArray, { scan }: DetectionContext): DetectedSecret | undefined {
  const sensitive = classifyKey(match.groups?.["name"] ?? "");
  return sensitive && valueFrom(scan, match.input, match.index + match[0].length, sensitive, false);
}
