import { type Detector, readPattern } from "./detector";

/** What follows a code in a sentence, and the words of the sentence before it. */
const NAME_OF_CODE =
  /(?:(?:verification|security|login|sign-in|access|confirmation|authentication|one-time) (?:pass)?code|passcode|otp|pin|cvv2?|cvc2?)\b/iy;
const CODE_BEFORE =
  /(?:\bG-|(?<![\w.-]))(?<code>\d{3,8})(?<between> (?:is|as) (?:your|the) (?:[\w-]{1,20} ){0,2})$/i;
const MAX_BEFORE = 64;

export const codeBeforeName: Detector = {
  name: "code before its name",
  kind: "token",
  description: "a code of three to eight digits before its name, as messages to customers have it",
  source: "NIST SP 800-63B, section 5.1.3: out-of-band devices",
  anchor: {
    at: "word",
    prefixes:
      "verification security login sign-in access confirmation authentication one-time passcode otp pin cvv cvc".split(
        " ",
      ),
  },
  ...readPattern(NAME_OF_CODE, ({ 0: name, index, input }) => {
    const { code = "", between = "" } =
      CODE_BEFORE.exec(input.slice(Math.max(0, index - MAX_BEFORE), index))?.groups ?? {};
    const to = index - between.length;
    return code === ""
      ? undefined
      : { kind: /^cv/i.test(name) ? "card" : "token", from: to - code.length, to };
  }),
  examples: [
    ["use 482193 as your login code", "use [redacted:token] as your login code"],
    ["G-482193 is your verification code", "G-[redacted:token] is your verification code"],
    ["then 482 as the CVV", "then [redacted:card] as the CVV"],
    ["order 4821 is in the access code list, 17 is the security code"],
  ],
};
