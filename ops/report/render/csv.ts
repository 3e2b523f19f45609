import { stringify } from "csv-stringify/sync";
import type { ComplianceReport } from "../compliance-report";

/** The columns of report.csv. */
const COLUMNS = [
  "state",
  "rule",
  "finding",
  "resource",
  "type",
  "reason",
  "owner",
  "review by",
  "source",
  "resources",
] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], string | number>>;

/**
 * One row for each evaluation, and one for each rule with the number of resources to which it does not apply: these are
 * all resources that have no row of the rule.
 */
export function renderCsv({ evaluations, rules }: ComplianceReport): string {
  const rows: Row[] = [
    ...evaluations.map(({ state, rule, finding, resource, type, reason, owner, reviewBy, source }) => ({
      ...{ state, rule, finding, resource, type, reason, owner, source },
      "review by": reviewBy,
      resources: 1,
    })),
    ...rules.map((rule) => ({
      state: "not applicable",
      rule: rule.rule,
      resources: rule["not applicable"],
    })),
  ];
  return stringify(
    rows.map((row) => COLUMNS.map((column) => row[column] ?? "")),
    { header: true, columns: [...COLUMNS], escape_formulas: true },
  );
}
