import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Marked } from "marked";
import { runbookAddress } from "../../catalog";
import { PROJECT_FOLDER } from "../startup/workspace";
import { Html, html, pageResponse, type WebResponse } from "../web";
import { headingId } from "./heading-id";

const FOLDER = join(PROJECT_FOLDER, "docs");
const PATH = "/docs/";

/** Path of the runbook on the local page. */
export const RUNBOOK_PATH = `${PATH}runbook.md`;

/** Path of an alarm's article on the local page. */
export function runbookPath(alarm: string): string {
  return runbookAddress(alarm, RUNBOOK_PATH);
}

/** A document of this repository, such as `/docs/runbook.md`; undefined for any other path. */
export function documentResponse(path: string): WebResponse | undefined {
  const file = readdirSync(FOLDER).find((name) => name.endsWith(".md") && path === `${PATH}${name}`);
  if (file === undefined) return undefined;
  const body = new Html(markdown.parse(readFileSync(join(FOLDER, file), "utf8"), { async: false }));
  return pageResponse(
    `docs/${file} · InventorySync logging`,
    html`<nav aria-label="Pages"><a href="/">Local page</a></nav>
      <main class="document">${body}</main>`,
  );
}

/** Gives each heading the id that GitHub gives it, so that links to headings work. Images are left out. */
const markdown = new Marked({
  renderer: {
    heading({ tokens, depth, text }) {
      return `<h${depth} id="${headingId(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    image: ({ text }) => html`<p>${text}</p>`.text,
  },
});
