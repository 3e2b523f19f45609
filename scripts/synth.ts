/**
 * `npm run synth [-- <options of cdk synth>]`: synthesizes, and prints the stacks of each environment, its acknowledged
 * findings, and the path of the report. Exits as `cdk synth` does: with 1 on a problem of the configuration or a finding of
 * cdk-nag that nothing acknowledges.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { acknowledgedFindings, stacksOf, validationReportOf } from "../ops/diff/sides/cloud-assembly";

/** Lines that would have the reader name a stack, or repeat the summary. */
const HIDDEN_LINE = /^(?:Successfully synthesized to |Supply a stack id )/;

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
  const acknowledged = acknowledgedFindings(assembly);
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
    `cdk-nag has no open findings; the report with the reasons is ${validationReportOf(assembly)}`,
  ].join("\n");
}

/** Runs `cdk synth --quiet`; its messages go to stderr. @returns its exit status */
async function synthesize(options: readonly string[]): Promise<number> {
  const cdk = require.resolve("aws-cdk/bin/cdk");
  const child = spawn(process.execPath, [cdk, "synth", "--quiet", ...options], {
    stdio: ["inherit", "inherit", "pipe"],
  });
  createInterface(child.stderr).on("line", (line) => {
    if (!HIDDEN_LINE.test(line)) console.error(line);
  });
  const [status] = (await once(child, "close")) as [number | null];
  return status ?? 1;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

void main().then((status) => {
  process.exitCode = status;
});
