export const code = (text: string): string => `\`${text}\``;

/** A table in Markdown; its columns are aligned by Prettier. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(heading), line(heading.map(() => "---")), ...rows.map(line)].join("\n");
}

/**
 * A document with what stands between `<!-- rendered: name -->` and `<!-- end -->` replaced.
 * @throws Error when the document does not have these markers exactly once
 */
export function replaceSection(document: string, name: string, content: string): string {
  const marker = `<!-- rendered: ${name} -->`;
  const [before = "", after, ...more] = document.split(marker);
  const end = after?.indexOf("<!-- end -->") ?? -1;
  if (after === undefined || more.length > 0 || end < 0) {
    throw new Error(`expected ${marker} once, and <!-- end --> after it`);
  }
  return `${before}${marker}\n\n${content}\n\n${after.slice(end)}`;
}
