import { marked, type Token, type Tokens } from "marked";
import wrapAnsi from "wrap-ansi";
import { type Colors, colorsFor, type Io } from "../cli";
import { plainTable } from "../cli/plain-table";

/** Longer lines are hard to read. */
const MAX_WIDTH = 100;
const INDENT = 2;

/** The Markdown of this repository's documents as text for the terminal. */
export function renderMarkdown(markdown: string, io: Pick<Io, "stdout" | "env">): string {
  const width = Math.min(io.stdout.columns ?? MAX_WIDTH, MAX_WIDTH);
  return renderBlocks(marked.lexer(markdown), width, colorsFor(io)).join("\n\n");
}

function renderBlocks(tokens: readonly Token[], width: number, colors: Colors): readonly string[] {
  return tokens.flatMap((token) => renderBlock(token, width, colors) ?? []);
}

function renderBlock(token: Token, width: number, colors: Colors): string | undefined {
  switch (token.type) {
    case "space":
      return undefined;
    case "heading":
      return colors.bold(renderInline(token.tokens ?? [], colors));
    case "code":
      // Commands remain as they are, so that they can be copied.
      return indent(colors.cyan((token as Tokens.Code).text), " ".repeat(2 * INDENT));
    case "list":
      return (token as Tokens.List).items
        .map(({ tokens }, index) => {
          const { ordered, start } = token as Tokens.List;
          const marker = ordered ? `${Number(start) + index}. ` : "- ";
          const blocks = renderBlocks(tokens, width - marker.length, colors).join("\n\n");
          return marker + indent(blocks, " ".repeat(marker.length)).trimStart();
        })
        .join("\n");
    case "table": {
      const { header, rows } = token as Tokens.Table;
      const text = (cells: readonly Tokens.TableCell[]) =>
        cells.map(({ tokens }) => renderInline(tokens, colors));
      return plainTable(text(header), rows.map(text), []);
    }
    default:
      return wrapAnsi(renderInline("tokens" in token ? (token.tokens ?? []) : [token], colors), width);
  }
}

function renderInline(tokens: readonly Token[], colors: Colors): string {
  return tokens.map((token) => renderSpan(token, colors)).join("");
}

function renderSpan(token: Token, colors: Colors): string {
  const inner = () => renderInline(("tokens" in token ? token.tokens : undefined) ?? [], colors);
  switch (token.type) {
    case "strong":
      return colors.bold(inner());
    case "em":
      return colors.italic(inner());
    case "codespan":
      return colors.cyan((token as Tokens.Codespan).text);
    case "link":
      return `${inner()} ${colors.dim(`(${(token as Tokens.Link).href})`)}`;
    case "text":
      // The line ends of a paragraph have no meaning.
      return ("tokens" in token ? inner() : (token as Tokens.Text).text).replaceAll("\n", " ");
    default:
      return "text" in token ? String(token.text) : token.raw;
  }
}

function indent(text: string, by: string): string {
  return text.replaceAll(/^(?=.)/gm, by);
}
