import { STATUSES } from "../../../../controls";
import { html, type Html } from "../../../../local/web/html";
import type { ComplianceReport } from "../../compliance-report";
import type { ReportedControl } from "../../controls";
import { table } from "../table";

/** The control matrix, with what is not met first. */
export function controlSection({ controls }: ComplianceReport): Html {
  const counts = STATUSES.map(
    (status) => `${controls.filter((control) => control.status === status).length} ${status}`,
  ).join(", ");
  const notMet = controls.filter(({ status }) => status === "not met");
  return html`<section id="controls" aria-labelledby="controls-title">
    <h2 id="controls-title">Controls</h2>
    <p>
      ${controls.length} controls: ${counts}. “Outside” means that the organization or the application fulfils
      the control. The requirements are paraphrased and limited to what concerns logs.
    </p>
    ${
      notMet.length === 0
        ? undefined
        : html`<p>Not met:</p>
            <ul>
              ${notMet.map(({ standard, id, requirement }) => html`<li>${standard} ${id}: ${requirement}</li>`)}
            </ul>`
    }
    ${table({
      id: "controls-table",
      caption: "Control matrix",
      columns: [
        { title: "standard" },
        { title: "control" },
        { title: "status" },
        { title: "requirement", kind: "wide" },
        { title: "what meets it", kind: "wide" },
        { title: "what remains", kind: "wide" },
        { title: "whose" },
      ],
      rows: controls.map((control) => ({ cells: cellsOf(control) })),
    })}
  </section>`;
}

function cellsOf(control: ReportedControl) {
  const { standard, id, status, requirement, measures, missing, remaining, owner } = control;
  return [
    standard,
    id,
    html`<span class="state ${status.replace(" ", "-")}">${status}</span>`,
    requirement,
    html`${measures.map(
      ({ property, evidence }) =>
        html`<details>
          <summary>${property}</summary>
          <ul>
            ${evidence.map((each) => html`<li><code>${each}</code></li>`)}
          </ul>
        </details>`,
    )}`,
    html`${missing.map((property) => html`<p><strong>Missing:</strong> ${property}.</p>`)}${remaining}`,
    owner,
  ];
}
