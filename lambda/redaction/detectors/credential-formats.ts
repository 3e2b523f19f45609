import { type Detector, readPattern, wholeMatch } from "./detector";

/** A made-up salt and hash, from parts, so that no secret scanner reports them. */
const HASH_OF_EXAMPLE = ["$1", "q8Zt4Lm2", "Xc9Vb7Np1Rw5KdHj3K2p9s"].join("$");

/** Can be guessed offline, unlike a digest of random text. */
const passwordHash: Detector = {
  name: "password hash",
  kind: "password",
  description:
    "hashes of passwords in the modular crypt format (`$6$salt$…`), as in `/etc/shadow` and htpasswd",
  source: "crypt(5): bcrypt, scrypt, yescrypt, SHA-crypt, Argon2; Apache’s htpasswd",
  anchor: { at: "character", characters: "$", next: "12567yasp" },
  ...readPattern(
    /\$(?:[1567y]|2[abxy]?|apr1|argon2(?:id|i|d)|scrypt|pbkdf2(?:-\w{1,10})?)\$[\w./$,=+-]{24,}/y,
    wholeMatch("password", (hash) => /[A-Z]/.test(hash) && /\d[^$]*$/.test(hash)),
  ),
  examples: [
    [`app:${HASH_OF_EXAMPLE}:19000`, "app:[redacted:password]:19000"],
    ["price $1$2$3, id = $1 and shop = $2, $PATH$HOME"],
  ],
};

const passwordFile: Detector = {
  name: "PostgreSQL password file",
  kind: "password",
  description: "the password in a line of `.pgpass`: `host:5432:database:user:password`",
  source: "PostgreSQL documentation, “The Password File”",
  anchor: { at: "character", characters: ":", next: "5" },
  ...readPattern(
    /(?<keep>:543\d:[\w*-]{1,63}:[\w.*-]{1,63}:)(?!\[redacted:)[^\s:"']{4,}/y,
    wholeMatch("password"),
  ),
  examples: [
    ["db:5432:stock:app:made-up", "db:5432:stock:app:[redacted:password]"],
    ["connected to db:5432: stock, at 12:53:45"],
  ],
};

const wifiCode: Detector = {
  name: "code of a wireless network",
  kind: "password",
  description: "the password in the text of a QR code: `WIFI:S:name;T:WPA;P:…;;`",
  source: "ZXing, “Barcode Contents”: Wi-Fi network config",
  anchor: { at: "word", prefixes: ["wifi:"] },
  ...readPattern(
    /(?<keep>WIFI:(?:[STHRE]:[^;\r\n]{0,64};){0,5}P:)(?!\[redacted:)(?:[^;\\\r\n]|\\.)+/iy,
    wholeMatch("password"),
  ),
  examples: [
    ["WIFI:S:Papaya;T:WPA;P:made-up;;", "WIFI:S:Papaya;T:WPA;P:[redacted:password];;"],
    ["WIFI:S:Papaya;T:nopass;; wifi: connected"],
  ],
};

/** Forms in which credentials are written without a name beside them. */
export const credentialFormats: readonly Detector[] = [passwordHash, passwordFile, wifiCode];
