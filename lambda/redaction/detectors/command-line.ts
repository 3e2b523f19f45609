import { LABEL_START } from "../labels";
import { setOfCodes } from "../text/characters";
import { isPlaceholder, isStatusWord } from "../text/value-heuristics";
import { type Detector, type DetectedSecret, readPattern } from "./detector";

/** A command, and what stands directly before its password, within the next few words. */
interface Command {
  readonly name: string;
  readonly before: RegExp;
}

/** What separates words on a command line, also one that a program prints as a list: `"mysql", "-pmade-up"`. */
const GAP = String.raw`(?:["']?,? ?["']| {1,3})`;
const START = String.raw`(?:^|[\s"',[])`;
const flag = (names: string, rest = "") => new RegExp(`${START}(?:${names})${rest}`);
/** A flag with the password in the next word. */
const word = (names: string) => flag(names, String.raw`${GAP}["']?`);
/** A flag with `user:password`, or another separator, in the next word. */
const pair = (names: string, separator = ":") =>
  flag(
    names,
    String.raw`(?:=|${GAP})?["']?(?:[^\s:"'<${separator}]{0,64}["']?${separator}(?!\/\/|["']?(?:\s|$))["']?|(?=[^\s:"']{6,64}:["']))`,
  );
const words = (count: number) =>
  new RegExp(String.raw`^(?:-\S{1,8} ){0,4}(?:[^\s-]\S{0,80} ){${count}}["']?`);

/** Source: the manuals of the commands. */
const COMMANDS: readonly Command[] = [
  { name: "curl|etcdctl", before: pair("-[a-zA-Z]{0,4}u|--user|--proxy-user") },
  { name: "wget", before: pair("-u|--user") },
  { name: "https?", before: pair("-a|--auth|-u") },
  { name: "sshpass", before: /^["',]{0,3} ?["']?-p ?(?:["'],? ?)?["']?/ },
  {
    name: "mysql(?:dump|admin|import|check|sh)?|mariadb(?:-dump|-admin)?",
    before: flag("-p", String.raw`(?![\s"',])`),
  },
  { name: "mysqladmin", before: word("password") },
  {
    name: "(?:docker|podman|buildah|nerdctl|helm registry|oc|az|cf|skopeo) login|mongo(?:sh|dump|restore|export|import)?",
    before: word("-p"),
  },
  { name: "(?:zip|zipcloak)", before: word("-P") },
  { name: "(?:7z[ar]?|unrar|rar)", before: flag("-h?p", String.raw`(?![\s"',])`) },
  { name: "unzip|psexec|sqlcmd|bcp|ipmitool|net-ssh|tsql|pscp|plink", before: word("-[pP]|-pw") },
  { name: "ldap(?:search|modify|add|delete|whoami|passwd|compare)", before: word("-w") },
  { name: "smbclient|rpcclient|smbmap|net ads", before: pair("-U", "%") },
  { name: "redis-cli|redis-benchmark", before: word("-a|--pass") },
  { name: "openssl", before: flag(String.raw`-pass(?:in|out|word)?`, String.raw`${GAP}["']?pass:`) },
  { name: "openssl", before: word("-k|-K") },
  {
    name: "keytool|jarsigner|apksigner",
    before: word("-(?:src)?storepass|-ks-pass"),
  },
  { name: "keytool", before: word("-deststorepass") },
  { name: "keytool|jarsigner", before: word("-(?:src|dest)?keypass") },
  { name: "doctl auth init", before: word("-t") },
  { name: "twine upload", before: word("-p") },
  { name: "ssh-keygen", before: word("-N|-P") },
  { name: "htpasswd", before: words(2) },
  { name: "rabbitmqctl (?:add_user|change_password|authenticate_user)", before: words(1) },
  { name: "net use", before: words(2) },
  { name: "net use", before: /^(?:\S{1,80} ){1,2}\/user:\S{1,64} / },
  { name: "mc alias set", before: words(3) },
  { name: "lftp", before: pair("-u", ",") },
  { name: "passwd --stdin|chpasswd", before: /^<<< ?["']?/ },
  { name: "(?:connect|CONNECT)", before: /^["']?[\w.-]{1,64}\/(?=[^\s@"']{4,64}@\w)/ },
  { name: "net user", before: words(1) },
  { name: "useradd|usermod", before: word("-p|--password") },
  { name: "reg add", before: /\/v "?[\w.]{0,40}(?:pass(?:word|wd)?|secret|token|key)"? .{0,40}?\/d ["']?/i },
  {
    name: "(?:influx|cqlsh|vault|ansible-vault|kinit|svn|hg|rclone|xfreerdp|rdesktop)",
    before: word("--?p(?:ass(?:word)?)?"),
  },
  { name: "snmp(?:get|walk|set|bulkwalk|trap)", before: word("-c|-A|-X") },
  { name: "(?:AUTH|auth) (?:PLAIN|plain|LOGIN|login)", before: /^(?=[A-Z\d+/]{12})/i },
  // FTP, POP3, IRC and IMAP. Runners of tests write `PASS` before the name of a file.
  {
    name: "PASS|IDENTIFY",
    before:
      /^(?!test|\d{4}-\d\d|\S{0,120}(?:\/|\.(?:test|spec|[jt]sx?|py|go|rb)\b))(?=[^\s"'\d]{0,64}\d)(?=[^\s"'A-Z]{0,64}[A-Z])(?=[^\s"']{6})/i,
  },
  {
    name: "LOGIN",
    before:
      /^(?!(?:failed|failure|success|succeeded|attempt|from|for|user|page|by|at|with) )["']?[\w.@+-]{1,64}["']? ["']?(?=[^\s"'\d]{0,64}\d)(?=[^\s"'A-Z]{0,64}[A-Z])(?=[^\s"']{6})/i,
  },
  // Redis
  {
    name: "AUTH",
    before: /^["']?(?:[\w.-]{1,32}["']? ["']?)?(?=[^\s"'\d]{0,64}\d)(?=[^\s"'A-Z]{0,64}[A-Z])(?=[^\s"']{6})/i,
  },
  { name: "sqlplus|impdp|expdp|rman|sqlldr", before: /^(?:-\w{1,8} )?["']?[\w.-]{1,64}\// },
  {
    name: "echo|printf",
    before: /^(?:-\w )?["'](?:%s["'] ["'])?[\w.-]{1,32}:(?=[^\s"']{4,64}["'] \| (?:sudo )?chpasswd)/,
  },
  {
    name: "echo|printf",
    before:
      /^(?:-\w )?["']?(?:%s["'] ["']?)?(?=[^\s"']{4,64}["']? \| [^\n]{0,80}(?:--password-stdin|sudo -S|passwd --stdin))/,
  },
];

const NAMES = COMMANDS.map(({ name }) => name).join("|");
/** Behind the name: a space, or the quotes of a list. */
const END = String.raw`(?: |["'],? ?["'])`;
const NAME = new RegExp(String.raw`\b(?:${NAMES})${END}`, "y");
/** The words of the names, as far as the first letters of each are known. */
const FIRST_WORDS = [
  ...[
    "etcdctl ",
    "curl",
    "wget",
    "http",
    "sshpass",
    "mysql",
    "mariadb",
    "docker ",
    "podman ",
    "buildah ",
    "nerdctl ",
    "skopeo ",
  ],
  ...[
    "helm ",
    "oc ",
    "az ",
    "cf ",
    "mongo",
    "zip",
    "7z",
    "rar ",
    "unrar ",
    "unzip ",
    "psexec ",
    "sqlcmd",
    "bcp ",
    "ipmitool",
  ],
  ...[
    "net ",
    "tsql ",
    "pscp ",
    "plink ",
    "ldap",
    "smb",
    "rpcclient",
    "redis-",
    "openssl",
    "keytool",
    "jarsigner",
  ],
  ...[
    "apksigner",
    "htpasswd",
    "rabbitmqctl",
    "useradd",
    "usermod",
    "reg ",
    "influx",
    "cqlsh",
    "vault",
    "ansible-",
    "kinit",
    "svn ",
  ],
  ...[
    "hg ",
    "rclone",
    "xfreerdp",
    "rdesktop",
    "snmp",
    "sqlplus",
    "impdp",
    "expdp",
    "rman ",
    "sqlldr",
    "auth ",
    "pass ",
    "identify ",
    "login ",
    "twine ",
    "mc ",
    "lftp ",
    "passwd ",
    "chpasswd ",
    "connect ",
    "doctl ",
    "ssh-keygen",
    "echo ",
    "printf ",
  ],
];
const MATCHERS = COMMANDS.map(({ name, before }) => ({
  name: new RegExp(`^(?:${name})${END}$`),
  before,
}));

/** Not part of the examples, so that no secret scanner reports them. */
const USER = "app";

export const commandLine: Detector = {
  name: "password on a command line",
  kind: "password",
  description:
    "the password on the command line of a known program, such as `curl -u`, `mysql -p`, `docker login -p`, `ldapsearch -w`, `zip -P` and `sqlplus user/password`",
  source: "manuals of the programs (command-line.ts)",
  anchor: { at: "word", prefixes: FIRST_WORDS, mayMatch: mayContinueName },
  ...readPattern(NAME, findInCommand),
  examples: [
    [`curl -s -u ${USER}:made-up https://x`, `curl -s -u ${USER}:[redacted:password] https://x`],
    [`curl --user  '${USER}:made-up' https://x`, `curl --user  '${USER}:[redacted:password]' https://x`],
    [`curl -u ${USER}:'made-up' https://x`, `curl -u ${USER}:'[redacted:password]' https://x`],
    [`curl -u ":made-up" https://x`, `curl -u ":[redacted:password]" https://x`],
    [`curl -u "made-up0:" https://x`, `curl -u "[redacted:password]" https://x`],
    ["mysql -h db -u app -pmade-up stock", "mysql -h db -u app -p[redacted:password] stock"],
    ['["mysql","-u","app","-pmade-up"]', '["mysql","-u","app","-p[redacted:password]"]'],
    ["docker login -u app -p made-up hub", "docker login -u app -p [redacted:password] hub"],
    ["zip -P made-up a.zip b", "zip -P [redacted:password] a.zip b"],
    ["7z x -pmade-up a.7z", "7z x -p[redacted:password] a.7z"],
    ["ldapsearch -x -D cn=app -w made-up -b dc=x", "ldapsearch -x -D cn=app -w [redacted:password] -b dc=x"],
    ["smbclient //h/s -U app%made-up", "smbclient //h/s -U app%[redacted:password]"],
    ["openssl rsa -passin pass:made-up", "openssl rsa -passin pass:[redacted:password]"],
    ["htpasswd -b .htpasswd app made-up", "htpasswd -b .htpasswd app [redacted:password]"],
    ["net use Z: share /user:app made-up", "net use Z: share /user:app [redacted:password]"],
    ["lftp -u app,made-up ftp", "lftp -u app,[redacted:password] ftp"],
    ["connect app/made-up@STOCK", "connect app/[redacted:password]"],
    ["net use Z: share made-up /user:app", "net use Z: share [redacted:password] /user:app"],
    ['"AUTH" "default" "made0up1"', '"AUTH" "default" "[redacted:password]"'],
    ["PASS made0up1", "PASS [redacted:password]"],
    ["a001 LOGIN app made0up1", "a001 LOGIN app [redacted:password]"],
    ["AUTH PLAIN bWFkZS11cC1ub3c=", "AUTH PLAIN [redacted:password]"],
    ["sqlplus app/made-up@db", "sqlplus app/[redacted:password]"],
    ['echo "app:made-up" | chpasswd', 'echo "app:[redacted:password]" | chpasswd'],
    [
      "echo made-up | docker login --password-stdin",
      "echo [redacted:password] | docker login --password-stdin",
    ],
    ["curl -u <user:password> https://x, curl -u ${USER}:${PASSWORD} https://x"],
    ["mysql -h db -p stock, docker login -u app, net use, unzip -p a.zip b"],
    [
      "PASS test/a17.test.ts, PASS 17 of 20, LOGIN failed u-17a, tar -pxf a.tar, AUTH succeeded for u-17, AUTH TLS, echo done | tee a, htpasswd -c a, zip -r a.zip b, docker run -p 80:80 x",
    ],
  ],
};

/** Whether the rest of a name, or its end, may follow the first word: `7z`, `redis-cli`; false for most `http`. */
function mayContinueName(codes: Uint16Array, _: number, end: number): boolean {
  return BEHIND_FIRST_WORD[codes[end] ?? 0] === 1;
}
const BEHIND_FIRST_WORD = setOfCodes(" \"'-z");

/** The password follows the flag of the command, within the next few words. */
function findInCommand(match: RegExpExecArray): readonly DetectedSecret[] {
  const secrets: DetectedSecret[] = [];
  const from = match.index + match[0].length;
  const following = match.input.slice(from, from + MAX_COMMAND);
  for (const { name, before } of MATCHERS) {
    if (!name.test(match[0])) continue;
    const found = before.exec(following);
    if (!found) continue;
    const start = from + found.index + found[0].length;
    PASSWORD.lastIndex = start;
    const password = PASSWORD.exec(match.input)?.[0] ?? "";
    if (isSecret(password)) secrets.push({ kind: "password", from: start, to: start + password.length });
  }
  return secrets;
}
/** The whole word: the rest of a password would be found in one further pass for each part of it. */
const PASSWORD = /(?!<|\$\{|\$\(|-)[^\s"']+/y;
const MAX_COMMAND = 160;

function isSecret(word: string): boolean {
  return (
    word !== "" &&
    !word.startsWith(LABEL_START) &&
    !isPlaceholder(word) &&
    !isStatusWord(word) &&
    !ADDRESS.test(word)
  );
}
/** A file or a share where a password could stand. */
const ADDRESS = /^(?:\\\\|\/\w|\*$|\w{1,64}\.(?:zip|7z|rar|txt|sh)$)/;
