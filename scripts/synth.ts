/**
 * `npm run synth [-- <options of cdk synth>]`: synthesizes, and prints the stacks of each environment, its acknowledged
 * findings, and the path of the report. Exits as `cdk synth` does: with 1 on a problem of the configuration or a finding of
 * cdk-nag that nothing acknowledges.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { stacksOf, synthesize } from "./cloud-assembly";

interface ValidationReport {
  readonly pluginReports: readonly {
    readonly suppressedViolations?: readonly {
      readonly reason?: string;
      readonly violatingConstructs: readonly { readonly constructPath?: string }[];
    }[];
  }[];
}

async function main(): Promise<number> {
  const options = process.argv.slice(2);
  const { output } = parseArgs({
    args: options,
    strict: false,
    options: { output: { type: "string", short: "o" } },
  }).values;
  const assembly = typeof output === "string" ? output : "cdk.out";
  const status = await synthesize(options);
  if (status === 0) console.log(summaryOf(assembly));
  return status;
}

function summaryOf(assembly: string): string {
  const stacks = stacksOf(assembly);
  const environments = [...new Set(stacks.map(({ environment }) => environment))];
  const report = join(assembly, "validation-report.json");
  const acknowledged = acknowledgedFindings(report);
  return [
    `Synthesized ${count(environments.length, "environment")} with ${count(stacks.length, "stack")} to ${assembly}:`,
    ...environments.map((name) => {
      const own = stacks.filter(({ environment }) => environment === name);
      const findings = acknowledged.filter(({ path }) => path.startsWith(`${name}/`));
      const reasons = new Set(findings.map(({ reason }) => reason));
      return [
        `  ${name}: ${own.map(({ path }) => path.slice(name.length + 1)).join(", ")}`,
        `    ${count(findings.length, "finding")} of cdk-nag acknowledged, with ${count(reasons.size, "distinct reason")}`,
      ].join("\n");
    }),
    `cdk-nag has no open findings; the report with the reasons is ${report}`,
  ].join("\n");
}

/** One for each finding and resource. */
function acknowledgedFindings(report: string): { readonly path: string; readonly reason: string }[] {
  const { pluginReports } = JSON.parse(readFileSync(report, "utf8")) as ValidationReport;
  return pluginReports
    .flatMap(({ suppressedViolations = [] }) => suppressedViolations)
    .flatMap(({ reason = "", violatingConstructs }) =>
      violatingConstructs.map(({ constructPath = "" }) => ({ path: constructPath, reason })),
    );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

void main().then((status) => {
  process.exitCode = status;
});
