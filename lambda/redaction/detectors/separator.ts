const COLON = 58;
const EQUALS_SIGN = 61;
const GREATER = 62;
/** Characters before an equals sign that make it an operator. */
const OPERATOR = ":=!<>";

/** The separator between key and value at this position. */
export function separatorAt(text: string, at: number): string | undefined {
  const next = text.charAt(at + 1);
  switch (text.charAt(at)) {
    case ":":
      return next === ":" || text.charCodeAt(at - 1) === COLON ? undefined : next === "=" ? ":=" : ":";
    case "=":
      return at > 0 && OPERATOR.includes(text.charAt(at - 1)) ? undefined : equalsSignsAt(text, at);
    case ",": {
      // Only beside a quote, as in a list of pairs, or in a tuple of Erlang.
      const before = text.charAt(at - 1) === " " ? text.charAt(at - 2) : text.charAt(at - 1);
      return before === '"' || before === "'" || next === '"' || next === "<" ? "," : undefined;
    }
    case "-":
      if (next === ">") return "->";
      return next === " " && text.charAt(at - 1) === " " ? "-" : undefined;
    case "|":
      return next === "|" ? "||" : undefined;
    case "?":
      return next === "?" || next === ":" || next === "=" ? text.slice(at, at + 2) : undefined;
    case "\t":
      return "\t";
    case ";":
      return text.startsWith("s:", at + 1) ? ";" : undefined;
    case "(":
      return next === '"' || next === "'" ? "(" : undefined;
    default:
      return next === "<" || next === " " ? undefined : ">";
  }
}

/** Up to three equals signs, also as an arrow: `==`, `=>`. */
function equalsSignsAt(text: string, at: number): string {
  let end = at + 1;
  while (end - at < MAX_EQUALS_SIGNS && text.charCodeAt(end) === EQUALS_SIGN) end += 1;
  if (text.charCodeAt(end) === GREATER) end += 1;
  return text.slice(at, end);
}
const MAX_EQUALS_SIGNS = 3;
