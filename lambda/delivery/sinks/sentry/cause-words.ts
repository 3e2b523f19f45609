/**
 * Words by which errors of one class, raised at one place, have different causes. The words of a message around them are
 * names and values as likely as causes.
 */
const CAUSES: readonly (readonly [cause: string, words: RegExp])[] = [
  ["refused", /\brefused\b/],
  ["reset", /\breset\b/],
  ["aborted", /\baborted\b/],
  ["closed", /\bclosed\b/],
  ["broken pipe", /\bbroken pipe\b/],
  ["timeout", /\btime(?:d[ -])?out\b|\bdeadline exceeded\b/],
  ["unreachable", /\bunreachable\b|\bno route\b/],
  ["name resolution", /\bname resolution\b|\bgetaddrinfo\b|\bname or service not known\b/],
  ["tls", /\b(?:tls|ssl|certificate|handshake)\b/],
  ["unique", /\b(?:unique|duplicate)\b/],
  ["foreign key", /\bforeign key\b/],
  ["not null", /\bnot[- ]null\b|\bnull value\b/],
  ["check constraint", /\bcheck constraint\b/],
  ["deadlock", /\bdeadlock\b/],
  ["lock", /\block(?:ed)? (?:wait|timeout|row|table|database)\b|\bis locked\b/],
  ["serialization", /\bserializ\w+\b/],
  ["too many connections", /\btoo many (?:connections|clients)\b|\bpool\b/],
  ["rate limit", /\btoo many requests\b|\brate[- ]limit\w*|\bthrottl\w+\b|\bquota\b/],
  [
    "unauthorized",
    /\bunauthori[sz]ed\b|\bunauthenticated\b|\bauthentication\b|\bcredentials?\b|\bpassword\b/,
  ],
  ["denied", /\bdenied\b|\bpermissions?\b|\bforbidden\b/],
  ["not found", /\bnot found\b|\bno such\b|\bmissing\b|\bdoes not exist\b|\bunknown\b/],
  ["exists", /\balready exists\b/],
  ["conflict", /\bconflict\b/],
  ["gone", /\bgone\b/],
  ["too large", /\btoo (?:large|big|long)\b/],
  ["bad gateway", /\bbad gateway\b/],
  ["unavailable", /\bunavailable\b|\bmaintenance\b/],
  ["internal error", /\binternal (?:server )?error\b/],
  ["invalid", /\binvalid\b|\bmalformed\b|\bbad request\b/],
  ["parse", /\b(?:pars|decod|unmarshal)\w+\b|\bsyntax\b|\bunexpected (?:token|end|character)\b/],
  ["disk full", /\bno space\b|\bdisk (?:is )?full\b/],
  ["memory", /\b(?:out of )?memory\b/],
  ["read-only", /\bread[- ]only\b/],
  ["expired", /\bexpired\b|\brevoked\b/],
  ["out of range", /\bout of range\b|\boverflow\w*\b|\btoo (?:small|short)\b/],
  ["division by zero", /\bdivision by zero\b/],
  ["cancelled", /\bcancell?ed\b/],
  ["signature", /\b(?:signature|checksum|hmac)\b/],
  ["unsupported", /\bunsupported\b|\bnot (?:supported|implemented)\b/],
  ["insufficient", /\binsufficient\b|\bnot enough\b|\bnegative\b/],
  ["missing attribute", /\bhas no attribute\b|\bnot (?:subscriptable|callable|iterable)\b/],
  ["argument", /\b(?:argument|parameter)s?\b/],
];

/**
 * All words at once: most texts have none. The boundary stands once before all alternatives, so that the expression fails
 * at once within a word.
 */
const ANY_CAUSE = new RegExp(
  String.raw`\b(?:${CAUSES.map(([, words]) => words.source.replaceAll(/(?<=^|\|)\\b/g, "")).join("|")})`,
);

/** The causes that a text names, in the order of the table. */
export function causesIn(text: string): readonly string[] {
  const lower = text.toLowerCase();
  if (!ANY_CAUSE.test(lower)) return [];
  return CAUSES.flatMap(([cause, words]) => (words.test(lower) ? [cause] : []));
}
