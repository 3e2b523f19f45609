import { createHash } from "node:crypto";
import { html, Html } from "../../../local/web/html";
import type { ComplianceReport } from "../compliance-report";
import { provenanceRows } from "../summary";
import type { PageAssets } from "./assets";
import { answerSections, summarySection } from "./sections/answers";
import { controlSection } from "./sections/controls";
import { evaluationSection } from "./sections/evaluations";
import { evidenceSection } from "./sections/evidence";
import { inventorySection } from "./sections/inventory";
import { overviewSection } from "./sections/overview";
import { ruleSection } from "./sections/rules";
import { sourceLinks } from "./source-link";

/**
 * The report as one HTML page. It contains its style and script, and its Content-Security-Policy admits nothing else: it
 * opens from disk, and sends no request.
 *
 * @param repository URL of the repository at GitHub, for links to the code
 */
export function renderPage(
  report: ComplianceReport,
  { style, script }: PageAssets,
  repository?: string,
): string {
  const link = sourceLinks(repository, report.commit);
  const title = `Compliance report of ${report.environment}`;
  const policy = [
    "default-src 'none'",
    `style-src '${digestOf(style)}'`,
    `script-src '${digestOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <title>${title}</title>
        ${new Html(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip-link" href="#main">Skip to the content</a>
        <header>
          <h1>${title}</h1>
          <p>
            InventorySync logging collects the logs of the application InventorySync on AWS. This report is
            about the templates that the commit below deploys, not about the deployed resources.
          </p>
          <dl>
            ${provenanceRows(report).map(
              ([name, value]) =>
                html`<div>
                  <dt>${name}</dt>
                  <dd>${value}</dd>
                </div>`,
            )}
          </dl>
        </header>
        <nav aria-label="Sections">
          <ul>
            ${SECTIONS.filter(([id]) => id !== "evidence" || report.evidence).map(
              ([id, name]) => html`<li><a href="#${id}">${name}</a></li>`,
            )}
          </ul>
        </nav>
        <main id="main">
          ${summarySection(report)} ${answerSections(report, link)} ${overviewSection(report)}
          ${controlSection(report)} ${inventorySection(report)} ${evidenceSection(report)}
          ${evaluationSection(report, link)} ${ruleSection(report)}
        </main>
        ${new Html(`<script>${script}</script>`)}
      </body>
    </html> `;
  return page.text;
}

const SECTIONS = [
  ["summary", "In short"],
  ["open", "Open findings"],
  ["audit-logs", "Audit logs"],
  ["accepted", "Accepted findings"],
  ["overview", "Overview"],
  ["controls", "Controls"],
  ["inventory", "Log inventory"],
  ["evidence", "Evidence over time"],
  ["evaluations", "Rules and resources"],
  ["rules", "All rules"],
] as const;

function digestOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
