import { html, type Html } from "../../../../local/web/html";
import type { ComplianceReport } from "../../compliance-report";
import { table } from "../table";

/** The runs of the period. Absent without an index of evidence. */
export function evidenceSection({ evidence }: ComplianceReport): Html | undefined {
  if (!evidence) return undefined;
  return html`<section id="evidence" aria-labelledby="evidence-title">
    <h2 id="evidence-title">Evidence over time</h2>
    <p>
      ${evidence.runs} runs from ${evidence.from} to ${evidence.to}. ${evidence.unsuccessful} had a check that
      did not succeed. The longest time between two runs is ${evidence.longestGapDays} days.
    </p>
    ${table({
      id: "evidence-table",
      caption: "Runs, newest first",
      columns: [
        { title: "time", kind: "date" },
        { title: "commit" },
        { title: "results", kind: "wide" },
        { title: "reports", kind: "number" },
      ],
      rows: evidence.entries.map(({ at, commit, run, checks, reports }) => ({
        cells: [
          run === undefined ? at : html`<a href="${run}">${at}</a>`,
          html`<code>${commit.slice(0, 12)}</code>`,
          checks.map(({ name, result }) => `${name}: ${result}`).join(", "),
          reports.length,
        ],
      })),
    })}
  </section>`;
}
