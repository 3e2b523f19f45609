import { type Detector, wholeMatch } from "../detector";
import { AT } from "../traits";

/** Local parts as people have them; any other legal character counts where it stands right before the sign. */
export const email: Detector = {
  name: "e-mail address",
  kind: "email",
  says: "addresses with a domain of at least two labels, in any script",
  source: "RFC 5322, section 3.4.1, with international letters (RFC 6531)",
  needs: AT,
  hint: /@/,
  pattern:
    /(?:(?<![\p{L}\p{M}\p{N}._%+'-])[\p{L}\p{M}\p{N}._%+'-]+|[!#$&*/=?^`{|}~"])@(?!\dx\.(?:gif|jpe?g|png|svg|webp)\b|\d+\.\d+\.\d+-(?:alpha|beta|rc|next|canary|dev|pre)\b)[\p{L}\p{M}\p{N}-][\p{L}\p{M}\p{N}.-]*\.\p{L}[\p{L}\p{M}\p{N}-]+/gu,
  finding: wholeMatch("email", (address) => !/^git@|\.(?:gif|jpe?g|png|svg|webp|css)$/i.test(address)),
  examples: [
    ["receipt sent to jane.doe+shop@mail.example.com.", "receipt sent to [redacted:email]."],
    ["<jané@bücher.example>", "<[redacted:email]>"],
    ["?user=jane%40example.com&n=1", "?user=[redacted:email]&n=1"],
    ["made&up!@example.com", "made&up[redacted:email]"],
    ["package@1.2.3 pkg@1.2.3-beta.rc icon@2x.png @decorator root@localhost git@github.com:shop/stock.git"],
  ],
};
