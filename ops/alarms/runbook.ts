import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AlarmId } from "../../catalog";

/** Beside the bundle in the packed command line, and in the documentation of a checkout. */
const PATHS = [join(__dirname, "runbook.md"), join(__dirname, "../../docs/runbook.md")];

/**
 * The article of an alarm in Markdown, with its heading.
 *
 * @throws Error if the runbook has no such article, which a test of the runbook excludes
 */
export function runbookArticle(alarm: AlarmId): string {
  const path = PATHS.find(existsSync);
  if (path === undefined) throw new Error(`runbook.md is missing, expected at ${PATHS.join(" or ")}`);
  const article = readFileSync(path, "utf8")
    .split(/^(?=## )/m)
    .find((section) => section.startsWith(`## ${alarm}\n`));
  if (article === undefined) throw new Error(`${path} has no article ${alarm}`);
  return article.trimEnd();
}
