import { endOfQuoted } from "../keys/value-end";
import { isOnlyLabels } from "../labels";
import { isPlaceholder, isReference } from "../text/value-heuristics";
import { type Detector, type DetectedSecret } from "./detector";

/** Functions that take a password without its name, and its position among the arguments. */
const POSITIONS: Readonly<Record<string, number>> = {
  ...{ httpbasicauth: 1, httpdigestauth: 1, basicauth: 1, basicauthentication: 1, setbasicauth: 1 },
  ...{ networkcredential: 1, passwordcredential: 1, passwordcredentials: 1, passwordauthentication: 1 },
  ...{
    usernamepasswordcredential: 1,
    usernamepasswordcredentials: 1,
    usernamepasswordauthenticationtoken: 1,
  },
  ...{ basicawscredentials: 1, basicsessioncredentials: 1, pscredential: 1 },
  ...{ mysqli_connect: 2, mysql_connect: 2, mysqli: 2, pdo: 2, construct: 2, getconnection: 2 },
  ...{ pgp_sym_encrypt: 1, pgp_sym_decrypt: 1, aes_encrypt: 1, aes_decrypt: 1 },
  ...{ setsecret: 0, crypt: 0, login: 1, auth: 1 },
};
const CALL = /(?<name>[A-Z]\w{1,40})(?:["']?[=:] ?\(|\()\s{0,4}(?=[bruf]?["'`]|[\w.$]{1,40},)/iy;
const OPENING = /[bruf]{0,2}(?<quote>["'`])/iy;
/** A variable or a column among the arguments. */
const BARE = /[\w.$]{1,40}(?=,)/y;
const NEXT_ARGUMENT = /["'`]?\s{0,4},\s{0,4}/y;

/** `HTTPBasicAuth('user', 'password')`, `mysqli_connect(host, user, password)`. */
export const callArgument: Detector = {
  name: "argument of a call",
  kind: "password",
  description:
    "the password among the arguments of a known function, such as `mysqli_connect`, `UsernamePasswordCredentials`, `pgp_sym_encrypt` and `auth=('user', '…')`",
  source: "documentation of Requests, PHP, .NET, Java and PostgreSQL (call-argument.ts)",
  anchor: { at: "word", prefixes: Object.keys(POSITIONS) },
  patterns: [CALL, OPENING, BARE, NEXT_ARGUMENT],
  read: findArgument,
  examples: [
    ["get(url, auth=('app', 'made-up'))", "get(url, auth=('app', '[redacted:password]'))"],
    [
      "PDO->__construct('mysql:host=db', 'app', 'made-up')",
      "PDO->__construct('mysql:host=db', 'app', '[redacted:password]')",
    ],
    ["SELECT pgp_sym_encrypt('17', 'made-up')", "SELECT pgp_sym_encrypt('17', '[redacted:password]')"],
    ["pgp_sym_decrypt(data, 'made-up')", "pgp_sym_decrypt(data, '[redacted:password]')"],
    ["auth=('app', password), PDO('sqlite::memory:'), author('a', 'b'), mysqli_connect('db', '', '')"],
  ],
};

function findArgument(text: string, at: number): DetectedSecret | undefined {
  CALL.lastIndex = at;
  const position = POSITIONS[CALL.exec(text)?.groups?.["name"]?.toLowerCase() ?? ""];
  if (position === undefined) return undefined;
  let from = CALL.lastIndex;
  for (let argument = 0; argument <= position; argument += 1) {
    OPENING.lastIndex = from;
    const quote = OPENING.exec(text)?.groups?.["quote"];
    BARE.lastIndex = from;
    if (quote === undefined && !BARE.test(text)) return undefined;
    from = quote === undefined ? from : OPENING.lastIndex;
    const to = quote === undefined ? BARE.lastIndex : endOfQuoted(text, from, quote);
    if (argument === position) return quote === undefined ? undefined : secretOf(text, from, to);
    NEXT_ARGUMENT.lastIndex = to;
    if (!NEXT_ARGUMENT.test(text)) return undefined;
    from = NEXT_ARGUMENT.lastIndex;
  }
  return undefined;
}
function secretOf(text: string, from: number, to: number): DetectedSecret | undefined {
  const value = text.slice(from, to);
  return value === "" || isOnlyLabels(value) || isPlaceholder(value) || isReference(value)
    ? undefined
    : { kind: "password", from, to };
}
