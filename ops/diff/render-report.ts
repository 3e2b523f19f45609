import { type Colors, colorsFor, type Io, printableLine } from "../cli";
import { approvalFor, type JudgedFinding } from "./approvals";
import type { DiffReport } from "./diff-report";
import type { Grade } from "./finding";
import { summaryOf } from "./summary";

/** The report for the terminal. @param now milliseconds since the epoch */
export function renderReport(report: DiffReport, now: number, io: Pick<Io, "stdout" | "env">): string {
  const colors = colorsFor(io);
  const { findings, unused, environment, base } = report;
  const detailed = findings.filter(({ grade }) => grade !== "note");
  const notes = findings.filter(({ grade }) => grade === "note");
  return [
    `${environment} compared with ${base}: ${summaryOf(report)}`,
    ...detailed.map((finding) => `\n${renderFinding(finding, now, colors)}`),
    ...(notes.length > 0
      ? [`\n${colors.bold("NOTE")}  other differences`, ...notes.map((note) => `  ${differenceOf(note)}`)]
      : []),
    ...unused.map(
      ({ finding, resource, problem }) =>
        `\nthe approval of ${finding} at ${resource} lifts nothing: ${problem}`,
    ),
    ...footer(report),
  ].join("\n");
}

function renderFinding(finding: JudgedFinding, now: number, colors: Colors): string {
  const { grade, rule, why, remedy, approval } = finding;
  const title = approval ? "APPROVED" : colorOf(grade, colors)(grade.toUpperCase());
  return [
    `${title}  ${rule}`,
    `  ${differenceOf(finding)}`,
    `  Why it matters: ${why}.`,
    ...(approval
      ? [`  Approved by ${printableLine(approval.by)} on ${approval.on}: ${printableLine(approval.reason)}`]
      : [`  What to do: ${remedy}.`]),
    ...(grade === "block" && !approval
      ? [`  To approve, add to config/approvals.ts: ${printableLine(approvalFor(finding, now))}`]
      : []),
  ].join("\n");
}

function differenceOf({ resource, what, from, to }: JudgedFinding): string {
  return printableLine(`${resource}  ${what}: ${from} -> ${to}`);
}

function footer({ unchangedStacks, acknowledgementsCompared }: DiffReport): readonly string[] {
  return [
    ...(unchangedStacks.length > 0 ? [`\nunchanged: ${unchangedStacks.join(", ")}`] : []),
    ...(acknowledgementsCompared
      ? []
      : ["acknowledgements of cdk-nag were not compared: the base does not contain them"]),
  ];
}

function colorOf(grade: Grade, colors: Colors) {
  return { block: colors.red, review: colors.yellow, note: colors.bold }[grade];
}
