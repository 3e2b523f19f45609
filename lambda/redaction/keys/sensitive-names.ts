import type { Kind } from "../kinds";
import { UUID } from "../text/uuid";

/**
 * Extent of an unquoted value in a text: one word; the line; up to a comma, a semicolon or the end of the line; or
 * groups of digits and letters, as in printed numbers.
 */
export type Extent = "word" | "line" | "clause" | "groups";

export interface NameRow {
  readonly kind: Kind;
  readonly extent: Extent;
  /** Pattern that the value must match. */
  readonly valuePattern?: RegExp;
  /** Pattern that the value must match in a text, where the key may be a word of a sentence. */
  readonly valuePatternInText?: RegExp;
  /** The name alone is ambiguous: only a value that looks random is redacted. */
  readonly ambiguous?: boolean;
  /** Pattern of values that are redacted although they do not look random and the name is ambiguous. */
  readonly unambiguousPattern?: RegExp;
  /** Whether it is recognized at the end of a concatenated word. */
  readonly matchesConcatenated?: boolean;
  /** False if the plural has another meaning. */
  readonly plural?: false;
}

interface SensitiveNames extends NameRow {
  /** Names as separate words. They match in any notation, and in the plural. */
  readonly names: readonly string[];
}

/** A line with a letter and a digit, or one line of at least eight characters. */
const LETTER_OR_LONG = /[A-Z][^A-Z\d\n\r\u2028\u2029]*\d|\d[^A-Z\d\n\r\u2028\u2029]*[A-Z]|^.{8,}$/i;
/** Shells and sudo write the current folder as PWD. */
const NO_FOLDER = /^(?![~/][\w./-]*$)/;
const CONNECTION = /:\/\/|[@=;]/;
const ANY_DIGIT = /\d/;
/** A user and a password with a letter and a digit. */
const PAIR =
  /^(?!https?:|sha\d|md5|arn:|urn:|file:)[\w.@+-]{1,64}:(?!\/\/)(?=[^\s\d]{0,64}\d)(?=[^\sA-Z]{0,64}[A-Z])\S{5,128}$/i;
/** Not an id that a machine gave. */
const NO_MACHINE_ID = /^(?![\da-f-]{16,}$)(?!.*[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-)(?=.*\d)/is;
/** Codes, or the twelve and more words of a wallet. */
const CODES_OR_WORDS = /\b(?=\w*\d)\w{4,}|(?:[a-z]{3,8}[ ,]{1,2}){11}[a-z]{3,8}/i;
const TWELVE_WORDS = /^(?:[a-z]{3,8}[ ,]{1,2}){11,}[a-z]{3,8}$/i;
const POST_CODE = /^(?:[A-Z]{1,2}-?)?\d{4,}|^[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b|^[A-Z]\d[A-Z] ?\d[A-Z]\d\b/;
const FIVE_DIGITS = /(?:\d\D{0,3}){5}/;
const THIRTEEN_DIGITS = /(?:\d\D?){13}/;
const SEVEN_DIGITS = /(?:\d\D{0,3}){7}/;

/** Names of sensitive values, as the last words of a key. Source: OWASP Logging Cheat Sheet, “Data to exclude”. */
export const SENSITIVE_NAMES: readonly SensitiveNames[] = [
  {
    kind: "password",
    extent: "word",
    matchesConcatenated: true,
    names: [
      ...["password", "passwd", "passphrase", "passcode", "userpass", "dbpass", "db pass", "user pass"],
      ...[
        "smtp pass",
        "mail pass",
        "redis pass",
        "ftp pass",
        "ssh pass",
        "root pass",
        "admin pass",
        "my pass",
      ],
      ...[
        // Misspelt
        ...["pasword", "passwrod", "passowrd", "passwor", "paswd", "psswd", "passord", "passsword"],
        "passwort",
        "kennwort",
        "contraseña",
        "contrasena",
        ...[
          "senha",
          "mot de passe",
          "motdepasse",
          "parola",
          "parole",
          "wachtwoord",
          "lösenord",
          "losenord",
          "lozinka",
          "hasło",
        ],
        ...[
          "haslo",
          "heslo",
          "jelszó",
          "salasana",
          "adgangskode",
          "şifre",
          "sifre",
          "mật khẩu",
          "kata sandi",
        ],
        ...["пароль", "סיסמה", "密码", "密碼", "口令", "パスワード", "비밀번호", "암호", "รหัสผ่าน"],
      ],
    ],
  },
  {
    kind: "password",
    extent: "word",
    matchesConcatenated: true,
    valuePattern: NO_FOLDER,
    names: ["pwd"],
  },
  {
    kind: "token",
    extent: "word",
    valuePatternInText: CONNECTION,
    names: [
      "dsn",
      "connection string",
      "conn str",
      "conn string",
      "database url",
      "db url",
      "redis url",
      "broker url",
      "webhook url",
    ],
  },
  {
    kind: "password",
    extent: "word",
    valuePattern: LETTER_OR_LONG,
    valuePatternInText: LETTER_OR_LONG,
    plural: false,
    names: ["pass", "pw", "psw", "pswd"],
  },
  {
    kind: "token",
    extent: "word",
    matchesConcatenated: true,
    names: [
      ...["token", "secret", "bearer", "jwt", "credential"],
      ...["api key", "access key", "secret key", "private key", "signing key", "encryption key", "auth key"],
      ...["session id", "sess id", "session key", "master key", "account key", "shared key", "storage key"],
      ...[
        "subscription key",
        "application key",
        "app key",
        "consumer key",
        "client key",
        "host key",
        "admin key",
      ],
      ...[
        "webhook key",
        "integration key",
        "ingestion key",
        "license key",
        "service key",
        "server key",
        "rest key",
      ],
      ...["api secret", "app secret", "client secret", "shared secret", "webhook secret"],
      ...[
        "crypt key",
        "cipher key",
        "data key",
        "hmac key",
        "ssh key",
        "deploy key",
        "security token",
        "passkey",
      ],
      ...["phpsessid", "jsessionid", "sas token", "shared access key"],
      ...["auth string", "psk", "pre shared key", "preshared key"],
    ],
  },
  {
    kind: "token",
    extent: "line",
    valuePatternInText: CODES_OR_WORDS,
    names: ["backup code", "recovery code", "mnemonic", "mnemonic phrase", "seed phrase", "recovery phrase"],
  },
  {
    kind: "token",
    extent: "word",
    plural: false,
    valuePatternInText: /^\W?\d[\d -]{2,9}$/,
    names: [
      ...["otp", "totp", "pin", "pin code", "mfa code", "verification code", "security code", "auth code"],
      ...["two factor code", "one time code", "sms code", "confirmation code", "2fa code"],
    ],
  },
  // A session is also a common word in sentences.
  {
    kind: "token",
    extent: "word",
    plural: false,
    valuePatternInText: /^(?=.*\d)(?=.*[A-Z]).{12,}$/i,
    names: ["session", "sid"],
  },
  {
    kind: "token",
    extent: "word",
    ambiguous: true,
    unambiguousPattern: TWELVE_WORDS,
    names: ["key", "salt", "seed", "sig", "signature", "hmac", "sas", "nonce secret", "code"],
  },
  {
    kind: "password",
    extent: "word",
    ambiguous: true,
    unambiguousPattern: PAIR,
    names: ["auth", "cred", "user info", "userinfo", "login"],
  },
  { kind: "token", extent: "word", valuePattern: UUID, names: ["secret id"] },
  {
    kind: "authorization",
    extent: "line",
    names: ["authorization", "basic auth", "http auth"],
  },
  { kind: "cookie", extent: "line", names: ["cookie"] },
  {
    kind: "email",
    extent: "word",
    valuePatternInText: /@/,
    names: ["email", "email address", "mail address", "e mail"],
  },
  {
    kind: "phone",
    extent: "groups",
    valuePattern: FIVE_DIGITS,
    valuePatternInText: SEVEN_DIGITS,
    names: [
      ...["phone", "phone number", "phone no", "telephone", "telephone number", "mobile", "mobile number"],
      ...[
        "mobile phone",
        "cell phone",
        "cell number",
        "cellphone",
        "tel",
        "fax",
        "fax number",
        "msisdn",
        "whatsapp",
      ],
      ...["contact number", "handynummer", "telefon", "telefono", "telefone", "landline", "sms number"],
    ],
  },
  {
    kind: "name",
    extent: "clause",
    plural: false,
    valuePatternInText: /^\p{Lu}/u,
    names: [
      ...["first name", "last name", "full name", "given name", "family name", "surname", "maiden name"],
      ...[
        "firstname",
        "lastname",
        "fullname",
        "customer name",
        "patient name",
        "cardholder",
        "cardholder name",
      ],
      ...[
        "middle name",
        "account holder",
        "account holder name",
        "billing name",
        "shipping name",
        "name on card",
      ],
    ],
  },
  {
    kind: "address",
    extent: "clause",
    valuePatternInText: ANY_DIGIT,
    names: [
      ...["street address", "home address", "billing address", "shipping address", "mailing address"],
      ...["postal address", "delivery address", "residential address", "street", "address line", "address 1"],
    ],
  },
  {
    kind: "address",
    extent: "clause",
    valuePatternInText: POST_CODE,
    names: ["postal code", "post code", "postcode", "zip", "zip code", "zipcode"],
  },
  {
    kind: "card",
    extent: "groups",
    valuePatternInText: FIVE_DIGITS,
    names: [
      ...[
        "card number",
        "card no",
        "card num",
        "credit card",
        "credit card number",
        "debit card",
        "cc number",
      ],
      ...["cc num", "debit card number", "payment card", "primary account number", "card pan", "ccn"],
    ],
  },
  { kind: "card", extent: "groups", plural: false, valuePatternInText: FIVE_DIGITS, names: ["card"] },
  { kind: "card", extent: "groups", plural: false, valuePattern: THIRTEEN_DIGITS, names: ["pan"] },
  {
    kind: "card",
    extent: "word",
    valuePatternInText: /^\W?\d{3,4}\W?$/,
    names: [
      "cvv",
      "cvc",
      "cvn",
      "csc",
      "cvv code",
      "cvc code",
      "card security code",
      "card verification value",
    ],
  },
  {
    kind: "iban",
    extent: "groups",
    valuePatternInText: FIVE_DIGITS,
    names: ["iban", "iban number", "iban code"],
  },
  {
    kind: "account",
    extent: "groups",
    valuePatternInText: FIVE_DIGITS,
    names: [
      ...[
        "account number",
        "account no",
        "acct number",
        "acct no",
        "acct",
        "bank account",
        "bank account number",
      ],
      ...["routing number", "aba number", "sort code", "bsb", "kontonummer", "swift account", "aba routing"],
      ...["checking account", "savings account"],
    ],
  },
  {
    kind: "wallet",
    extent: "word",
    valuePattern: /^\w{26,}$/,
    names: ["wallet address", "bitcoin address", "btc address", "eth address", "ethereum address"],
  },
  {
    kind: "birth",
    extent: "clause",
    valuePattern: ANY_DIGIT,
    plural: false,
    names: [
      ...["date of birth", "birth date", "birthdate", "birthday", "dob", "d o b", "born", "geburtsdatum"],
      ...["fecha de nacimiento", "date de naissance", "birth day", "year of birth"],
    ],
  },
  {
    kind: "id",
    extent: "groups",
    valuePattern: FIVE_DIGITS,
    names: [
      ...[
        "ssn",
        "social security number",
        "social security no",
        "social security",
        "national id",
        "sin",
        "itin",
      ],
      ...[
        "national id number",
        "national identification number",
        "national insurance number",
        "nino",
        "cpf",
        "cnpj",
      ],
      ...[
        "passport",
        "passport number",
        "passport no",
        "driver license",
        "drivers license",
        "driving licence",
      ],
      ...[
        "driver license number",
        "drivers license number",
        "driving license",
        "driving licence number",
        "aadhaar",
      ],
      ...[
        "license number",
        "licence number",
        "tax id",
        "tax number",
        "tax id number",
        "tin",
        "pesel",
        "bsn",
        "dni",
      ],
      ...["nie", "nif", "aadhaar number", "id card number", "identity number", "identity card", "id number"],
      ...[
        "steuer id",
        "personnummer",
        "curp",
        "codice fiscale",
        "vehicle identification number",
        "vin",
        "imei",
      ],
    ],
  },
  {
    kind: "health",
    extent: "groups",
    valuePattern: ANY_DIGIT,
    valuePatternInText: FIVE_DIGITS,
    names: [
      ...[
        "mrn",
        "medical record number",
        "medical record no",
        "medical record",
        "patient id",
        "patient number",
      ],
      ...["nhs number", "health insurance number", "insurance id", "insurance number", "medicare number"],
      ...["medicaid number", "health plan id", "health card number", "policy number", "medicare id"],
      ...["health id", "npi", "dea number"],
    ],
  },
  {
    kind: "health",
    extent: "groups",
    valuePattern: NO_MACHINE_ID,
    valuePatternInText: FIVE_DIGITS,
    names: ["member id"],
  },
  {
    kind: "health",
    extent: "clause",
    names: [
      ...[
        "diagnosis",
        "diagnoses",
        "icd 10",
        "icd code",
        "icd 10 code",
        "blood type",
        "blood group",
        "medication",
      ],
      ...["prescription", "allergy", "allergies", "medical history", "medical condition", "hiv status"],
      ...["disability", "health condition"],
    ],
  },
];

/** Words after a sensitive name that keep it sensitive: `password_hash`, `newPassword2`, `X-Token-Value`. */
export const SUFFIXES: ReadonlySet<string> = new Set(
  "hash value raw plain text header string confirm confirmation again repeat old new current encrypted base64 base b pem hex".split(
    " ",
  ),
);
