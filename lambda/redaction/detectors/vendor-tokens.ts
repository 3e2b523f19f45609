import { LONG_RUN } from "../text/traits";
import type { Detector } from "./detector";
import { LOWER_HEX, type Vendor, VENDORS } from "./vendors";

const FILLER = "MadeUp0aB1cD2eF3gH4iJ5kL6mN7oP8qR9s";
const HEX_FILLER = "0123456789abcdef";

/** Builds a token in the vendor's format that is obviously an example. */
function exampleToken({ example: [prefix, length], body, name }: Vendor): string {
  if (name.startsWith("Mailchimp")) return `${HEX_FILLER.repeat(2)}-us21`;
  if (name.startsWith("Discord")) return `M${"x1".repeat(12)}.MadeUp.${FILLER.slice(0, 30)}`;
  if (name.startsWith("SendGrid")) return `SG.${FILLER.slice(0, 22)}.${FILLER.repeat(2).slice(0, 43)}`;
  const filler = body.startsWith(LOWER_HEX) || body.startsWith(String.raw`[\da-z]`) ? HEX_FILLER : FILLER;
  const cased = body.startsWith(String.raw`[A-Z\d]`) ? filler.toUpperCase() : filler;
  return prefix + cased.repeat(8).slice(0, length);
}

/** A lookahead as prefix repeats the body, so the body alone describes the token. */
function describe({ prefix, body }: Vendor): string {
  return prefix.startsWith("(?=") ? `\`${body}\`` : `prefix \`${prefix}\``;
}

export const vendorTokens: readonly Detector[] = VENDORS.map((vendor) => ({
  name: vendor.name,
  kind: "token",
  description: describe(vendor),
  source: vendor.source,
  requiredTraits: LONG_RUN,
  hint: vendor.hint ?? new RegExp(String.raw`\b(?:${vendor.prefix})`),
  pattern: new RegExp(String.raw`(?<![A-Za-z\d])(?:${vendor.prefix})`, "g"),
  detect: createTokenFinder(vendor),
  examples: [
    [`it sent ${exampleToken(vendor)} to us`, "it sent [redacted:token] to us"],
    ["token_count sk-learn api-version key-value pypi-publish npm_package_version shop_secret_santa_2024"],
  ],
}));

function createTokenFinder({ body, mayBeWords }: Vendor): Detector["detect"] {
  const reader = new RegExp(body, "y");
  return ({ index: from, input, 0: prefix }) => {
    reader.lastIndex = from + prefix.length;
    const rest = reader.exec(input)?.[0];
    if (rest === undefined || (mayBeWords === true && !/\d/.test(rest))) return undefined;
    return { kind: "token", from, to: reader.lastIndex };
  };
}
