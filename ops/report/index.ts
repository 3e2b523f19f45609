import { type Command, InvalidArgumentError, Option } from "commander";
import { environmentCommand, type Io, requireCheckout } from "../cli";
import type { ReportOptions } from "./report-options";

export type { EvaluatedEnvironment } from "./evaluated-environment";

/** `logs report <environment>`: the compliance report of this checkout. */
export function reportCommand(io: Io): Command {
  return environmentCommand<ReportOptions>(
    io,
    {
      name: "report",
      summary: "write the compliance report: rules, acceptances, controls, log inventory",
      description:
        "Applies every rule of the environment's rule packs, and of this project, to every resource of this checkout, and " +
        "writes the result with the control matrix and the log inventory: report.html for people, report.json, report.csv " +
        "and report.md, and two OSCAL documents. Needs no AWS account. The same commit gives the same files, except for the " +
        "time.",
      examples: [
        ["report production", "writes reports/production/report.html and the other files"],
        ["report production --evidence production.jsonl", "with the runs of a period"],
        ["report production --repository https://github.com/example/logging", "with links to the code"],
      ],
      negative: "at least one finding is open",
    },
    async () => {
      requireCheckout("report");
      return (await import("./report-environment")).reportEnvironment;
    },
  )
    .option("--out <folder>", "folder of the files (default: reports/<environment>)")
    .option("--evidence <file>", "index of evidence, whose period the report shows")
    .addOption(
      new Option("--repository <url>", "URL of the repository, for links to the code").argParser(repository),
    )
    .addOption(new Option("--at <time>", "time of the report, in ISO 8601 (default: now)").argParser(time));
}

function repository(text: string): string {
  if (!/^https:\/\/[\w.-]+\/[\w./-]+$/.test(text))
    throw new InvalidArgumentError("expected a URL such as https://github.com/example/logging.");
  return text.replace(/\/$/, "");
}

function time(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new InvalidArgumentError("expected a time such as 2026-11-27T12:00:00Z.");
  return date;
}
