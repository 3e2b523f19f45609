import { type Detector, label } from "./detector";

export interface RedactedText {
  readonly text: string;
  /** How many secrets were replaced. */
  readonly replacements: number;
}

export type TextRedactor = (text: string) => RedactedText;

/** Puts a label in the place of every secret that one of the detectors finds. A text without any is returned as it is. */
export function textRedactor(detectors: readonly Detector[]): TextRedactor {
  const anyHint = new RegExp(detectors.map(({ hint }) => hint.source).join("|"), "i");
  return (text) => {
    let redacted: RedactedText = { text, replacements: 0 };
    if (!anyHint.test(text)) return redacted;
    for (const detector of detectors) {
      const { text: now, replacements } = replaceFindings(redacted.text, detector);
      if (replacements > 0) redacted = { text: now, replacements: redacted.replacements + replacements };
    }
    return redacted;
  };
}

function replaceFindings(text: string, { hint, pattern, finding }: Detector): RedactedText {
  if (!hint.test(text)) return { text, replacements: 0 };
  const pieces: string[] = [];
  let replacements = 0;
  let done = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const found = finding(match);
    if (!found) {
      pattern.lastIndex = match.index + 1;
      continue;
    }
    const replacement = label(found.class);
    if (text.slice(found.from, found.to) !== replacement) replacements += 1;
    pieces.push(text.slice(done, found.from), replacement);
    done = found.to;
    pattern.lastIndex = found.to;
  }
  return replacements === 0
    ? { text, replacements }
    : { text: pieces.join("") + text.slice(done), replacements };
}
