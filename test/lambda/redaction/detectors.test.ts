import { DETECTORS } from "../../../lambda/redaction/detectors";
import { textRedactor } from "../../../lambda/redaction/redact-text";

const redactText = textRedactor(DETECTORS);
const examples = DETECTORS.flatMap((detector) =>
  detector.examples.map(([text, redacted]) => ({ detector, name: detector.name, text, redacted })),
);

test.each(examples.filter(({ redacted }) => redacted !== undefined))(
  "$name: $text becomes $redacted",
  ({ detector, text, redacted }) => {
    expect(textRedactor([detector])(text).text).toBe(redacted);
    expect(redactText(text).text).not.toBe(text);
  },
);

test.each(examples.filter(({ redacted }) => redacted === undefined))("$name: $text stays", ({ text }) => {
  expect(redactText(text)).toEqual({ text, replacements: 0 });
});

test.each(DETECTORS)("$name says what it finds and what it leaves", ({ examples: rows }) => {
  expect(rows.some(([, redacted]) => redacted !== undefined)).toBe(true);
  expect(rows.some(([, redacted]) => redacted === undefined)).toBe(true);
});

test.each(examples)("$name: what became of $text stays as it is", ({ text }) => {
  const once = redactText(text).text;
  expect(redactText(once)).toEqual({ text: once, replacements: 0 });
});

const KILOBYTE = 1024;
/** Texts that make careless patterns slow: each repeats what one of them begins with. */
const HOSTILE = [
  "a@",
  "a",
  "@",
  "a.",
  "a@a.",
  "a.a@",
  "%40",
  "a%40",
  "é@",
  "a!", // e-mail addresses
  "=",
  "a=",
  "a:",
  '"":',
  "password=",
  "password=[",
  'password="',
  'password=\\"',
  "password=)",
  "token: {",
  '",',
  "cookie:\t",
  "&a",
  "password=&a",
  "password=\"'", // assignments
  "://",
  "://a",
  "://a@",
  "bearer ",
  "basic ",
  "eyJ",
  "eyJ.",
  "eyJ-",
  "eyJa.eyJ",
  "?code=",
  "4",
  "4 ",
  "4111 ",
  "4111 1111 1111 1111 ",
  "0.",
  "[redacted:email]", // the rest
];

/** Linear is at most some 100 ms here; a search that goes over the text once for each character takes a minute. */
test.each(HOSTILE)("a text of %j, over and over, does not hold the redaction up", (piece) => {
  const text = piece.repeat((256 * KILOBYTE) / piece.length);
  expect(cpuMs(() => redactText(text))).toBeLessThan(1_000);
});

test.each(["a@", "a@a.", "a"])(
  "a megabyte of %j is searched for e-mail addresses in less than 100 ms",
  (piece) => {
    const text = piece.repeat((1_024 * KILOBYTE) / piece.length);
    expect(cpuMs(() => redactText(text))).toBeLessThan(100);
  },
);

/** Time of this process alone, for other work of the machine is none of the redaction's. */
function cpuMs(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}
