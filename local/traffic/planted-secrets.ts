import type { Random } from "./random";

export type SecretKind = "password" | "token" | "authorization" | "cookie" | "e-mail address" | "card number";

/** A made-up secret in a log line. No intake may receive it. */
export interface PlantedSecret {
  readonly kind: SecretKind;
  readonly value: string;
}

/** The sensitive part of a line: the planted secret, and how a careless developer would log it. */
export interface SecretInLine extends PlantedSecret {
  readonly message?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

const SECRET_GENERATORS: readonly [
  (random: Random) => SecretInLine,
  ...((random: Random) => SecretInLine)[],
] = [
  (random) => {
    const value = ["made", "up", random.hex(10)].join("-");
    return { kind: "password", value, attributes: { form: { user: "u-17", password: value } } };
  },
  (random) => {
    const value = ["made", "up", random.hex(10)].join("_");
    return { kind: "password", value, message: `retrying with password=${value} after a refusal` };
  },
  (random) => {
    const value = ["tok", random.hex(24)].join("_");
    return { kind: "token", value, attributes: { webhook: [{ retries: 2, accessToken: value }] } };
  },
  (random) => {
    const value = random.hex(40);
    return {
      kind: "authorization",
      value,
      attributes: { headers: { Authorization: ["Bearer", value].join(" ") } },
    };
  },
  (random) => {
    const value = random.hex(32);
    return { kind: "cookie", value, attributes: { headers: { "Set-Cookie": `session=${value}; HttpOnly` } } };
  },
  (random) => {
    const value = [`jane.${random.hex(8)}`, "example.com"].join("@");
    return { kind: "e-mail address", value, message: `receipt sent to ${value}` };
  },
  (random) => {
    const value = cardNumber(random);
    return { kind: "card number", value, message: `payment with ${value} was declined` };
  },
];

export function generateSecret(random: Random): SecretInLine {
  return random.pick(SECRET_GENERATORS)(random);
}

/** A test card number: 16 digits in groups of four, starting with 4, the last a Luhn check digit. */
function cardNumber(random: Random): string {
  const digits = [4, ...Array.from({ length: 14 }, () => random.integer(0, 9))];
  const sum = digits.reduce((total, digit, index) => {
    const weighted = index % 2 === 0 ? digit * 2 : digit;
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  const all = [...digits, (10 - (sum % 10)) % 10].join("");
  return all.replace(/\d{4}(?=\d)/g, "$& ");
}
