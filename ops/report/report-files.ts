import type { ComplianceReport } from "./compliance-report";
import { assessmentResults, componentDefinition } from "./oscal";
import { type PageAssets, renderPage } from "./page";
import { renderCsv } from "./render/csv";
import { renderMarkdown } from "./render/markdown";

/**
 * Every file of a report, by its name. The same report gives the same bytes.
 *
 * @param repository URL of the repository at GitHub, for links to the code
 */
export function reportFiles(
  report: ComplianceReport,
  assets: PageAssets,
  repository?: string,
): Readonly<Record<string, string>> {
  return {
    "report.html": renderPage(report, assets, repository),
    "report.json": json(report),
    "report.csv": renderCsv(report),
    "report.md": renderMarkdown(report),
    "component-definition.json": json(componentDefinition(report)),
    "assessment-results.json": json(assessmentResults(report)),
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
