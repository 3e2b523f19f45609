/**
 * `npm run synth [-- <options of cdk synth>]`: synthesizes, and says what was synthesized and where its report is. Exits
 * as `cdk synth` does: with 1 on a problem of the configuration or a finding of cdk-nag that nothing acknowledges.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { stacksOf, synthesize } from "./cloud-assembly";

interface ValidationReport {
  readonly pluginReports: readonly { readonly suppressedViolations?: readonly unknown[] }[];
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
  return [
    `Synthesized ${count(environments.length, "environment")} with ${count(stacks.length, "stack")} to ${assembly}:`,
    ...environments.map((name) => {
      const own = stacks.filter(({ environment }) => environment === name);
      return `  ${name}: ${own.map(({ path }) => path.slice(name.length + 1)).join(", ")}`;
    }),
    `${count(acknowledgementsOf(report), "finding")} of cdk-nag acknowledged; the report with the reasons is ${report}`,
  ].join("\n");
}

function acknowledgementsOf(report: string): number {
  const { pluginReports } = JSON.parse(readFileSync(report, "utf8")) as ValidationReport;
  return pluginReports.reduce((sum, { suppressedViolations = [] }) => sum + suppressedViolations.length, 0);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

void main().then((status) => {
  process.exitCode = status;
});
