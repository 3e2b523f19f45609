export const code = (text: string): string => `\`${text}\``;

/** A Markdown table. Prettier aligns its columns. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(heading), line(heading.map(() => "---")), ...rows.map(line)].join("\n");
}

/**
 * Replaces the content between `<!-- rendered: name -->` and `<!-- end -->` in a document.
 * @throws Error if the document does not contain these markers exactly once
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
