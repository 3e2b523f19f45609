import { classifyKey } from "../keys/sensitive-keys";
import { valueFrom } from "./assigned-value";
import { type DetectionContext, type Detector, type DetectedSecret, readPattern } from "./detector";

/** `--password value`, with a flag that is a sensitive key. */
export const commandFlag: Detector = {
  name: "command line flag",
  kind: "password",
  description: "`--key value` with a sensitive key, on a command line",
  source: "POSIX.1-2017, section 12.2, and GNU's long options",
  anchor: { at: "character", characters: "-", next: "-" },
  ...readPattern(/--(?=[A-Z])/iy, findValue),
  examples: [
    ["run --password made-up --n 1", "run --password [redacted:password] --n 1"],
    ["['run', '--password', 'made-up', '-v']", "['run', '--password', '[redacted:password]', '-v']"],
    ["run --token-count 17 --author u-17 --token --n 1"],
  ],
};

/** A flag, and a space or, in a list, quotes before its value. */
const FLAG = /(?<name>[\w-]{2,40})(?: |["'], ?(?=["']))(?=[^\s-])/y;

function findValue(match: RegExpExecArray, { scan }: DetectionContext): DetectedSecret | undefined {
  const from = match.index + match[0].length;
  FLAG.lastIndex = from;
  const flag = FLAG.exec(match.input)?.groups?.["name"];
  const sensitive = flag === undefined ? undefined : classifyKey(flag);
  return sensitive && valueFrom(scan, match.input, FLAG.lastIndex, sensitive, false);
}
