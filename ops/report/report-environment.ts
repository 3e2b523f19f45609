import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CommandContext, type CommandResult, OperatorError } from "../cli";
import { type ComplianceReport, complianceReport } from "./compliance-report";
import { reportedControls } from "./controls";
import { evaluateEnvironment } from "./evaluate";
import { checkIndex, type EvidencePeriod, evidencePeriod } from "./evidence";
import { logInventory } from "./inventory";
import { readPageAssets } from "./page";
import { provenanceOf } from "./provenance";
import { reportFiles } from "./report-files";
import type { ReportOptions } from "./report-options";
import { answersOf } from "./summary";

/** Evaluates this checkout for an environment, and writes the report. */
export async function reportEnvironment(
  { config }: CommandContext,
  { out = join("reports", config.environment), evidence, repository, at = new Date() }: ReportOptions,
): Promise<CommandResult> {
  const checkout = process.cwd();
  const { environment } = config;
  const generatedAt = at.toISOString();
  const period = evidence === undefined ? undefined : readEvidence(evidence, environment);
  const [evaluated, provenance] = await Promise.all([
    evaluateEnvironment(checkout, environment, generatedAt.slice(0, 10)),
    provenanceOf(checkout, config),
  ]);
  const report = complianceReport({
    environment,
    provenance,
    generatedAt,
    evaluated,
    controls: reportedControls(),
    inventory: logInventory(config),
    evidence: period,
  });
  const files = reportFiles(report, readPageAssets(checkout), repository);
  mkdirSync(out, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(out, name), text);
  return {
    data: report,
    text: renderSummary(report, out, Object.keys(files)),
    ok: report.open.length === 0,
  };
}

/** @throws OperatorError if the index does not exist, is not intact, or is of another environment */
function readEvidence(index: string, environment: string): EvidencePeriod | undefined {
  if (!existsSync(index))
    throw new OperatorError(
      `--evidence is ${JSON.stringify(index)}, expected the file of an index of evidence`,
    );
  const { entries, problems } = checkIndex(readFileSync(index, "utf8"));
  if (problems.length > 0)
    throw new OperatorError(
      `${index} is not intact: ${problems.join("; ")}; restore it from where it was last written`,
    );
  const other = entries.find((entry) => entry.environment !== environment);
  if (other) throw new OperatorError(`${index} is about ${other.environment}, expected ${environment}`);
  return evidencePeriod(entries);
}

function renderSummary(report: ComplianceReport, out: string, files: readonly string[]): string {
  return [
    ...answersOf(report).map(({ title, sentence }) => `${title}\n  ${sentence}`),
    `Written to ${out}: ${files.join(", ")}`,
  ].join("\n");
}
