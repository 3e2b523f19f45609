import { APPROVALS } from "../../config/approvals";
import { type CommandContext, type CommandResult, EXIT_CODES, type ExitCode, OperatorError } from "../cli";
import type { DiffOptions } from "./diff-options";
import { diffReport, type DiffReport } from "./diff-report";
import { fullDifferences } from "./full-differences";
import { renderMarkdown } from "./render-markdown";
import { renderReport } from "./render-report";
import { type Comparison, compareWithBase, compareWithDeployed } from "./sides/compare";

/** Grades the difference of this checkout from its base. @throws OperatorError unless the options name one base */
export async function diffEnvironment(context: CommandContext, options: DiffOptions): Promise<CommandResult> {
  const { change, baseName } = await compare(context, options);
  const now = Date.now();
  const report = diffReport(change, baseName, APPROVALS, now);
  const { markdown = false, full = false } = options;
  const text = markdown ? renderMarkdown(report, now) : renderReport(report, now, context.io);
  return {
    data: report,
    text: full ? `${text}\n\n${fullDifferences(change, markdown)}` : text,
    exitCode: exitCodeOf(report),
  };
}

function compare(context: CommandContext, { base, deployed }: DiffOptions): Promise<Comparison> {
  if (base !== undefined && !deployed) return compareWithBase(context, base);
  if (base === undefined && deployed) return compareWithDeployed(context);
  throw new OperatorError(
    `the base is ${base === undefined ? "not given" : "given twice"}; state it with either --base <assembly or git ref> or --deployed`,
  );
}

function exitCodeOf({ grade }: DiffReport): ExitCode {
  if (grade === "block") return EXIT_CODES.negative;
  return grade === "review" ? EXIT_CODES.review : EXIT_CODES.success;
}
