import { LOGS } from "../../catalog";
import { compareText } from "./canonical-json";
import type { Acceptance, ComplianceReport } from "./compliance-report";
import type { InventoryEntry } from "./inventory";

/** One of the questions that a reviewer asks first, answered by one sentence and a table. */
export interface Answer {
  readonly id: "open" | "accepted" | "audit-logs";
  readonly title: string;
  readonly sentence: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What is open, where the audit logs go and who reads them, and who accepted what until when. */
export function answersOf(report: ComplianceReport): readonly Answer[] {
  return [openAnswer(report), auditLogAnswer(report), acceptedAnswer(report)];
}

function openAnswer({ open, counts }: ComplianceReport): Answer {
  return {
    id: "open",
    title: "Open findings",
    sentence:
      open.length === 0
        ? `None. ${counts.rules} rules were applied to ${counts.resources} resources; each finding is fixed or accepted.`
        : `${count(open.length, "finding")} that nobody accepted. The synthesis fails, so this state cannot be deployed.`,
    columns: ["finding", "resource", "description"],
    rows: open.map(({ finding, resource, description }) => [finding, resource, description]),
  };
}

function acceptedAnswer({ acceptances, counts }: ComplianceReport): Answer {
  const [next] = acceptances;
  const owners = [...new Set(acceptances.map(({ owner }) => owner))].sort(compareText);
  const acceptedBy = owners.map((owner) => `${owner} (${findingsOf(acceptances, owner)})`).join(" and the ");
  return {
    id: "accepted",
    title: "Accepted findings",
    sentence:
      next === undefined
        ? "None. No finding was accepted."
        : `${count(counts.acknowledged, "finding")} (state “acknowledged”), for ${count(acceptances.length, "reason")}, ` +
          `accepted by the ${acceptedBy}. The next review is due by ${next.reviewBy}; after that day nothing can be deployed until it is reviewed.`,
    columns: ["reason", "findings", "accepted by", "until", "rules", "code"],
    rows: acceptances.map(({ reason, findings, owner, reviewBy, rules, sources }) => [
      ...[reason, String(findings), owner, reviewBy, rules.join(", "), sources.join(", ")],
    ]),
  };
}

function findingsOf(acceptances: readonly Acceptance[], owner: string): number {
  return acceptances
    .filter((acceptance) => acceptance.owner === owner)
    .reduce((sum, { findings }) => sum + findings, 0);
}

function auditLogAnswer({ inventory }: ComplianceReport): Answer {
  const ids = LOGS.filter(({ dataClass }) => dataClass === "audit").map(({ id }) => id as string);
  const ofApplication = inventory.filter(({ log }) => ids.includes(log));
  const ofPlatform = inventory.filter(({ log, dataClass }) => dataClass === "audit" && !ids.includes(log));
  const rows = [...ofApplication, ...ofPlatform];
  return {
    id: "audit-logs",
    title: "Audit logs",
    sentence: [
      ...ids.map((id) => {
        const places = inventory.filter(({ log }) => log === id);
        return `The log “${id}” is kept in ${placesOf(places)}, and read by ${readersOf(places)}.`;
      }),
      `The platform's own audit logs follow in the table (${[...new Set(ofPlatform.map(({ log }) => log))].join(", ")}).`,
      "Administrators of the account can grant themselves access to all of them except Sentry.",
    ].join(" "),
    columns: ["log", "kept in", "name", "for", "readers", "personal data"],
    rows: rows.map(({ log, service, name, retention, readers, personalData }) => [
      ...[log, service, name, retention, readers.join(", "), personalData],
    ]),
  };
}

/** `CloudWatch Logs for 731 days, OpenSearch for 731 days`. */
function placesOf(rows: readonly InventoryEntry[]): string {
  return rows
    .map(({ service, retention, retentionDays }) =>
      retentionDays === undefined ? `${service} (${retention})` : `${service} for ${retention}`,
    )
    .join(", ");
}

function readersOf(rows: readonly InventoryEntry[]): string {
  return [...new Set(rows.flatMap(({ readers }) => readers.map(withoutForm)))].join(", ");
}

/** A reader without `(masked)`. */
function withoutForm(reader: string): string {
  return reader.replace(/ \(.+$/, "");
}

/** What the report was made from, as names and values. */
export function provenanceRows(
  report: ComplianceReport,
): readonly (readonly [name: string, value: string])[] {
  const { commit, committedAt, hasUncommittedChanges, configurationDigest, versions, generatedAt, evidence } =
    report;
  return [
    ["commit", `${commit}${hasUncommittedChanges ? ", with uncommitted changes" : ""}`],
    ["committed", committedAt],
    ["configuration (SHA-256)", configurationDigest],
    [
      "versions",
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", "),
    ],
    ["report made", generatedAt],
    [
      "evidence",
      evidence
        ? `${count(evidence.runs, "run")} from ${evidence.from} to ${evidence.to}, ${evidence.unsuccessful} unsuccessful, ` +
          `at most ${count(evidence.longestGapDays, "day")} apart`
        : "of this moment only; the option --evidence adds the history of runs",
    ],
  ];
}

/** `3 findings`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
