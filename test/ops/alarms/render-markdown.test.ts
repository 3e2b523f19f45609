import { stripVTControlCharacters } from "node:util";
import { renderMarkdown } from "../../../ops/alarms/render-markdown";
import { collectingIo } from "../../fixtures/operator-io";

const io = collectingIo();
const terminal = { env: {}, stdout: { write: () => true, isTTY: true, columns: 60 } };

const MARKDOWN = `## parking-age

**Impact.** A line that
continues with \`code\` and a [link](#other).

1. _First_: one.
2. second, which is so long that the terminal has to wrap it into two lines
   \`\`\`bash
   aws s3 ls
   \`\`\`

| a | b |
| - | - |
| 1 | **2** |
`;

test("Markdown is readable text: wrapped, with lists, commands and tables", () => {
  expect(renderMarkdown(MARKDOWN, { ...terminal, env: { NO_COLOR: "1" } })).toBe(
    [
      "parking-age",
      "",
      "Impact. A line that continues with code and a link (#other).",
      "",
      "1. First: one.",
      "2. second, which is so long that the terminal has to wrap it",
      "   into two lines",
      "",
      "       aws s3 ls",
      "",
      "a  b",
      "1  2",
    ].join("\n"),
  );
});

test("colors are for terminals without NO_COLOR, and change no text", () => {
  const colored = renderMarkdown(MARKDOWN, terminal);
  expect(colored).not.toBe(stripVTControlCharacters(colored));
  expect(stripVTControlCharacters(colored)).toBe(
    renderMarkdown(MARKDOWN, { ...terminal, env: { NO_COLOR: "1" } }),
  );
  const piped = renderMarkdown(MARKDOWN, io);
  expect(piped).toBe(stripVTControlCharacters(piped));
});
