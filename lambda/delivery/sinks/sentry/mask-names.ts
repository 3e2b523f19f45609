const VARIABLE = "#";

/** Words before the name of a shop. */
const OWNERS = ["shop", "store", "tenant", "merchant", "seller"];
/** Words before names of other things, which are capitalized or have a hyphen. */
const NOUNS = [
  ...OWNERS,
  ...["customer", "vendor", "supplier", "warehouse", "location", "user", "account", "brand", "channel"],
  ...["sku", "product", "variant", "article"],
];
/** Words before whatever they are about. */
const ABOUT = [
  "for",
  "of",
  "from",
  "by",
  "sync",
  "syncing",
  "synchronize",
  "update",
  "updating",
  "import",
  "export",
  "reach",
  "notify",
];

const anyCase = (words: readonly string[]) =>
  words
    .flatMap((word) => [word, word.slice(0, 1).toUpperCase() + word.slice(1), word.toUpperCase()])
    .join("|");

const CAPITALIZED = String.raw`\p{Lu}[\p{L}\p{N}_'’.&-]*(?: (?:& |and |of )?\p{Lu}[\p{L}\p{N}_'’.&-]*)*`;
const HYPHENATED = String.raw`\p{Ll}+(?:-[\p{Ll}\d]+)+`;
/** A word in lower case or in a script without cases. */
const HANDLE = String.raw`[\p{Ll}\p{Lo}][\p{L}\p{N}_-]*`;
/** What is said of a thing that has a name: `user anna not found`, as opposed to `user import failed`. */
const PREDICATE = "not found|does not exist|already exists|is|was|has|timed out|rejected|cannot";

const NAME_AFTER_NOUN = new RegExp(
  String.raw`\b(?<noun>(?:${anyCase(NOUNS)})s?)(?<gap> ?[:=] ?| (?:named |called )?)(?:${CAPITALIZED}|${HYPHENATED})`,
  "gu",
);
const HANDLE_AFTER_OWNER = new RegExp(
  String.raw`\b(?<noun>${anyCase(OWNERS)})(?<gap> ?[:=] ?| )(?<name>${HANDLE})`,
  "gu",
);
const HANDLE_AFTER_NOUN = new RegExp(
  String.raw`\b(?<noun>${anyCase([...NOUNS, "host"])})(?<gap> )(?<name>${HANDLE})(?= (?:${PREDICATE})\b)`,
  "gu",
);
/** `sync of alpine-tea`, `failed for Alpine Tea` */
const NAME_AFTER_ABOUT = new RegExp(
  String.raw`\b(?<about>(?:${anyCase(ABOUT)}) )(?:(?<name>${HYPHENATED})|(?<=\bfor |[a-z]{4} )${CAPITALIZED})(?=$|[ :,.;])`,
  "gu",
);
/** `failed for alpine: refused` */
const LAST_NAME = /(?<about>\bfor )(?<name>[a-z][a-z\d_]+)(?=$|[:,.;])/g;
/** `alpine-tea: no answer` */
const NAME_BEFORE_COLON = new RegExp(`^${HYPHENATED}(?=: )`, "u");

/** Compounds that are no names. */
const COMPOUND =
  /^(?:re|non|pre|un|co|self|multi|cross|read|write|sign|log|time|out|up|end|built|so|well|long|short|real|in|on|off|stock|price)-/;

/** Words in the place of a name that are none. */
const NO_NAMES: ReadonlySet<string> = new Set(
  (
    "a an the is are was were be been has have had not no and or but in on at of for to from with without by as if when while " +
    "could can cannot may must should would will does did do failed fails rejected refused timed already unknown missing " +
    "offline online unavailable available unreachable invalid inactive active closed open gone deleted disabled suspended " +
    "settings setting data stock sync update updates request requests response connection connections error errors limit " +
    "name id ids list lists page info domain url token tokens key keys owner api webhook webhooks order orders it its this " +
    "that which who exists returned answered responded sent reached said " +
    "products product variants variant prices price customers customer inventory images image locations location users user " +
    "writing reading reason reasons now relation table column host port input output payment payments refund refunds import export " +
    "lookup install uninstall backup setup login logout signup checkout session sessions password cart feed catalog theme plan " +
    "billing invoice invoices email emails address profile record records row rows file files cache lock job jobs task tasks " +
    "worker process queue event events message messages version config status state type value field currency tax shipping " +
    "merge delete create read write load search transfer restore rename check upload download header name names"
  ).split(" "),
);

const isName = (word: string) =>
  !NO_NAMES.has(word) && !/(?:ed|ing|ly|[st]ion|ment|ance)s?$/.test(word) && !COMPOUND.test(word);

/** Masks the names of shops and the like, as far as the words around them show that they are names. */
export function maskNames(text: string): string {
  const maskAfter = (whole: string, before: string, name: string | undefined) =>
    name === undefined || isName(name) ? `${before}${VARIABLE}` : whole;
  return text
    .replace(NAME_AFTER_NOUN, (_, noun: string, gap: string) => `${noun}${gap}${VARIABLE}`)
    .replace(HANDLE_AFTER_OWNER, (whole: string, noun: string, gap: string, name: string) =>
      maskAfter(whole, noun + gap, name),
    )
    .replace(HANDLE_AFTER_NOUN, (whole: string, noun: string, gap: string, name: string) =>
      maskAfter(whole, noun + gap, name),
    )
    .replace(NAME_AFTER_ABOUT, maskAfter)
    .replace(LAST_NAME, maskAfter)
    .replace(NAME_BEFORE_COLON, (name) => (isName(name) ? VARIABLE : name));
}
