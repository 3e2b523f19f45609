import fc from "fast-check";
import { redactText } from "../../../../lambda/redaction";
import { withoutDisguises } from "../../../../lambda/redaction/text/disguises";

const SECRET = ["hunter2", "xyz"].join("");
const ESC = "\u001b";

describe("a secret is found behind", () => {
  test.each([
    ["colour codes", `${ESC}[31mpassword${ESC}[0m=${ESC}[1;32m${SECRET}${ESC}[0m done`],
    [
      "a colour code that reaches into the value",
      `password=${SECRET.slice(0, 3)}${ESC}[1m${SECRET.slice(3)} done`,
    ],
    ["escaped colour codes", String.raw`\x1b[31mpassword\x1b[0m=` + `${SECRET} done`],
    ["octal colour codes", String.raw`\033[31mpassword\033[0m=` + `${SECRET} done`],
    ["colour codes of rsyslog", `#033[31mpassword#033[0m=${SECRET} done`],
    ["colour codes in caret notation", `^[[31mpassword^[[0m=${SECRET} done`],
    ["colour codes without their escape character", `[35mpassword[0m=${SECRET} done`],
    ["characters without width", `pass\u200bword\u2060=${SECRET} done`],
    ["a soft hyphen", `pass\u00adword=${SECRET} done`],
    ["NULs of UTF-16", `${Array.from(`password=${SECRET} done`).join("\0")}\0`],
    ["full-width letters", `ｐａｓｓｗｏｒｄ＝${SECRET} done`],
    ["Cyrillic letters that look Latin", `p\u0430ssw\u043erd=${SECRET} done`],
    ["Greek letters that look Latin", `passw\u03bfrd=${SECRET} done`],
  ])("%s", (_, text) => {
    const { text: redacted } = redactText(text);
    expect(redacted.replaceAll("\0", "")).toMatch(/\[redacted:password\].{0,5} done$/);
    expect(withoutDisguises(redacted)?.text ?? redacted).not.toContain(SECRET);
  });
});

test.each([
  "список обновлён, пароль изменён",
  "ενημέρωση αποθέματος",
  "sshd[123]: session opened, list [1;2], [5min]",
  `${ESC}[32mINFO${ESC}[0m:     Application startup complete.`,
  "naïve café",
])("%j stays as it is", (text) => {
  expect(redactText(text).text).toBe(text);
});

test("a word of one script keeps its letters, and a mixed one is read as Latin", () => {
  expect(withoutDisguises("пароль")).toBeUndefined();
  expect(withoutDisguises("p\u0430ss")?.text).toBe("pass");
});

test("each character that is read has its position in the text", () => {
  const disguise = fc.constantFrom(`${ESC}[31m`, "\u200b", "\0", "[0m", "#033[1;2m");
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(disguise, word), { minLength: 1 }), (parts) => {
      const text = parts.flat().join("");
      const read = withoutDisguises(text);
      expect(read?.text).toBe(parts.map(([, letters]) => letters).join(""));
      for (const [index, character] of Array.from(read?.text ?? "").entries())
        expect(text[read?.offsets[index] ?? -1]).toBe(character);
    }),
  );
});
