import { randomBytes, randomInt } from "node:crypto";
import { KINDS, type Kind } from "../../lambda/redaction/kinds";
import type { SensitiveDataClass } from "../../catalog";

/** A made-up secret in a line of the smoke test. */
export interface PlantedSecret {
  /** What it is, for messages, which never contain the value. */
  readonly name: string;
  readonly class: SensitiveDataClass;
  readonly value: string;
  /** The identifier by which CloudWatch Logs masks it. @default - CloudWatch Logs does not find it */
  readonly maskedBy?: string;
}

/** The secrets of one line, and how a careless developer would log them. */
export interface Planted {
  readonly secrets: readonly PlantedSecret[];
  /** A text that contains some of them. */
  readonly text: string;
  /** Attributes of a record that contain some of them. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

const hex = (characters: number) => randomBytes(characters / 2).toString("hex");

/** Made-up secrets of every class, which look made up, and differ in every call. They consist of parts in this source. */
export function plantSecrets(): Planted {
  const secrets: PlantedSecret[] = [];
  const plant = (name: string, kind: Kind, value: string, maskedBy?: string) => {
    secrets.push({ name, class: KINDS[kind], value, ...(maskedBy !== undefined && { maskedBy }) });
    return value;
  };
  const text = [
    `password=${plant("password", "password", ["made", "up", hex(10)].join("-"), "PasswordAssignment")}`,
    `Authorization: Bearer ${plant("bearer token", "authorization", hex(40), "AuthorizationHeader")}`,
    `session ${plant("JSON Web Token", "token", jsonWebToken(), "JsonWebToken")}`,
    `rotated ${plant("Shopify token", "token", ["shpat", hex(32)].join("_"), "ShopifyToken")}`,
    `postgresql://app:${plant("password of a URL", "password", ["made", "up", hex(12)].join("-"), "ConnectionUrl")}@db/stock`,
    `receipt sent to ${plant("e-mail address", "email", [`jane.${hex(8)}`, "example.com"].join("@"), "EmailAddress")}`,
    `credit card ${plant("card number", "card", cardNumber())} declined`,
    `ssn ${plant("social security number", "id", socialSecurityNumber())}`,
    `from ${plant("IP address", "ip", `203.0.113.${randomInt(100, 255)}`)}`,
  ].join("; ");
  const attributes = {
    form: {
      user: "u-17",
      password: plant("password of a form", "password", ["made", "up", hex(14)].join("-")),
    },
    webhook: [{ retries: 2, accessToken: plant("access token", "token", ["tok", hex(24)].join("_")) }],
    headers: { "Set-Cookie": `session=${plant("cookie", "cookie", hex(32))}; HttpOnly` },
    patient: { diagnosis: plant("diagnosis", "health", ["made", "up", "disease", hex(6)].join(" ")) },
  };
  return { secrets, text, attributes };
}

/** Source: RFC 7519, section 6: an unsecured token. */
function jsonWebToken(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return [part({ alg: "none" }), part({ sub: `made-up-${hex(8)}` }), hex(20)].join(".");
}

/** Sixteen digits in groups of four, starting with 4; the last one is a Luhn check digit. */
function cardNumber(): string {
  const digits = [4, ...Array.from({ length: 14 }, () => randomInt(10))];
  const sum = digits.reduce((total, digit, index) => {
    const weighted = index % 2 === 0 ? digit * 2 : digit;
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return [...digits, (10 - (sum % 10)) % 10].join("").replace(/\d{4}(?=\d)/g, "$& ");
}

/** Of an issued range. Source: Social Security Administration, "Social Security Number Randomization". */
function socialSecurityNumber(): string {
  return [randomInt(100, 600), randomInt(10, 100), randomInt(1_000, 10_000)].join("-");
}
