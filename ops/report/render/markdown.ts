import type { ComplianceReport } from "../compliance-report";
import { type Answer, answersOf, provenanceRows } from "../summary";
import { STATES } from "../evaluated-environment";

/** The report as Markdown: the answers first, then the rules that apply, the controls and the inventory. */
export function renderMarkdown(report: ComplianceReport): string {
  const { environment, rules, controls, inventory, evidence } = report;
  return [
    `# Compliance report of ${environment}`,
    list(provenanceRows(report).map(([name, value]) => `${name}: ${value}`)),
    ...answersOf(report).map(renderAnswer),
    "## Rules that apply to a resource",
    table(
      ["rule", ...STATES, "not applicable", "finding"],
      rules
        .filter((rule) => STATES.some((state) => rule[state] > 0))
        .map((rule) => [
          rule.rule,
          ...[...STATES, "not applicable" as const].map((state) => String(rule[state])),
          rule.info,
        ]),
    ),
    "## Controls",
    table(
      ["standard", "control", "status", "requirement", "missing", "remaining", "owner"],
      controls.map(({ standard, id, status, requirement, missing, remaining, owner }) => [
        ...[standard, id, status, requirement, missing.join("; "), remaining, owner],
      ]),
    ),
    "## Log inventory",
    table(
      ["log", "service", "name", "retention", "readers", "personal data"],
      inventory.map(({ log, service, name, retention, readers, personalData }) => [
        ...[log, service, name, retention, readers.join(", "), personalData],
      ]),
    ),
    ...(evidence
      ? [
          "## Evidence over time",
          table(
            ["time", "commit", "results"],
            evidence.entries.map(({ at, commit, checks }) => [
              at,
              commit,
              checks.map(({ name, result }) => `${name}: ${result}`).join(", "),
            ]),
          ),
        ]
      : []),
    "report.json and report.csv have every evaluation.",
    "",
  ].join("\n\n");
}

function renderAnswer({ title, sentence, columns, rows }: Answer): string {
  return [`## ${title}`, sentence, ...(rows.length > 0 ? [table(columns, rows)] : [])].join("\n\n");
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}
