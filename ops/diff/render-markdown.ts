import { approvalFor, type JudgedFinding } from "./approvals";
import type { DiffReport } from "./diff-report";
import { type Grade, GRADES } from "./finding";
import { summaryOf } from "./summary";

const TITLES: Readonly<Record<Grade, string>> = {
  block: "blocked",
  review: "needs a review",
  note: "nothing to review",
};

/** GitHub accepts 65,536 characters in a comment; a report on several environments has to fit, too. */
const MAX_NOTES = 100;

/** The report for a pull request. @param now milliseconds since the epoch */
export function renderMarkdown(report: DiffReport, now: number): string {
  const { environment, base, grade, findings, unused, unchangedStacks, acknowledgementsCompared } = report;
  const verdict = grade ? TITLES[grade] : findings.length > 0 ? "approved" : "no difference";
  const open = findings.filter(({ approval }) => !approval);
  return [
    `## Logging stacks of ${environment}: ${verdict}`,
    `Compared with ${escape(base)}: ${summaryOf(report)}.`,
    ...GRADES.filter((candidate) => candidate !== "note").flatMap((candidate) =>
      sections(candidate, open, now),
    ),
    ...approved(findings),
    ...notes(open.filter((finding) => finding.grade === "note")),
    ...unused.map(
      ({ finding, resource, problem }) =>
        `The approval of \`${finding}\` at ${code(resource)} lifts nothing: ${escape(problem)}.`,
    ),
    ...(unchangedStacks.length > 0 ? [`Unchanged: ${unchangedStacks.join(", ")}.`] : []),
    ...(acknowledgementsCompared
      ? []
      : ["Acknowledgements of cdk-nag were not compared: the base does not contain them."]),
  ].join("\n\n");
}

/** One for each rule. */
function sections(grade: Grade, findings: readonly JudgedFinding[], now: number): readonly string[] {
  const graded = findings.filter((finding) => finding.grade === grade);
  return [...new Set(graded.map(({ rule }) => rule))].flatMap((rule) => {
    const own = graded.filter((finding) => finding.rule === rule);
    const [{ why, remedy } = { why: "", remedy: "" }] = own;
    const entries = own.map((finding) => approvalFor(finding, now)).join("\n");
    return [
      `### ${grade === "block" ? "Block" : "Review"}: ${rule}`,
      table(["resource", "what", "from", "to"], own.map(cellsOf)),
      `**Why it matters:** ${why}.`,
      `**What to do:** ${remedy}.`,
      ...(grade === "block"
        ? [
            `<details><summary>To approve, add to config/approvals.ts in this change</summary>\n\n${fenced(entries)}\n\n</details>`,
          ]
        : []),
    ];
  });
}

function approved(findings: readonly JudgedFinding[]): readonly string[] {
  const rows = findings.flatMap((finding) => {
    const { approval, rule } = finding;
    if (!approval) return [];
    return [[rule, ...cellsOf(finding), escape(`${approval.by}, ${approval.on}: ${approval.reason}`)]];
  });
  if (rows.length === 0) return [];
  return ["### Approved", table(["rule", "resource", "what", "from", "to", "approval"], rows)];
}

function notes(findings: readonly JudgedFinding[]): readonly string[] {
  if (findings.length === 0) return [];
  const shown = findings.slice(0, MAX_NOTES).map(cellsOf);
  const hidden = findings.length - shown.length;
  return [
    [
      `<details><summary>${findings.length} other differences</summary>`,
      table(["resource", "what", "from", "to"], shown),
      ...(hidden > 0 ? [`and ${hidden} more, which \`npx logs diff\` prints`] : []),
      "</details>",
    ].join("\n\n"),
  ];
}

function cellsOf({ resource, what, from, to }: JudgedFinding): readonly string[] {
  return [resource, what, from, to].map(code);
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return [titles, titles.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Values come from templates: they must not become markup, or mention people. */
function code(text: string): string {
  return `<code>${escape(text)}</code>`;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("|", "&#124;")
    .replaceAll("`", "&#96;")
    .replaceAll("*", "&#42;")
    .replaceAll(/\s+/g, " ");
}

/** A value may contain a fence itself. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}ts\n${text}\n${fence}`;
}
