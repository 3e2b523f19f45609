import { html, type Html } from "../../../../local/web/html";
import type { ComplianceReport } from "../../compliance-report";
import { table } from "../table";

/** Every rule, also those that apply to no resource. */
export function ruleSection({ rules }: ComplianceReport): Html {
  return html`<section id="rules" aria-labelledby="rules-title">
    <h2 id="rules-title">All rules</h2>
    <details>
      <summary>${rules.length} rules, with the number of resources in each state</summary>
      ${table({
        id: "rules-table",
        caption: "Rules",
        columns: [
          { title: "rule", kind: "wide" },
          { title: "non-compliant", kind: "number" },
          { title: "acknowledged", kind: "number" },
          { title: "compliant", kind: "number" },
          { title: "not applicable", kind: "number" },
          { title: "finding", kind: "wide" },
        ],
        rows: rules.map((rule) => ({
          cells: [
            rule.rule,
            rule["non-compliant"],
            rule.acknowledged,
            rule.compliant,
            rule["not applicable"],
            rule.info,
          ],
        })),
      })}
    </details>
  </section>`;
}
