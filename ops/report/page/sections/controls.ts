import type { Status } from "../../../../controls";
import { html, type Html } from "../../../../local/web/html";
import type { ComplianceReport } from "../../compliance-report";
import type { ReportedControl } from "../../controls";
import { breakable } from "../breakable";
import { table } from "../table";

/** The order of the rows: what a reviewer has to read first. */
const FIRST: readonly Status[] = ["not met", "partly", "met", "outside"];

/** The control matrix, with what is not met first. */
export function controlSection({ controls }: ComplianceReport): Html {
  const standards = [...new Set(controls.map(({ standard }) => standard))];
  const countOf = (wanted: Status) => controls.filter(({ status }) => status === wanted).length;
  const sorted = FIRST.flatMap((wanted) => controls.filter(({ status }) => status === wanted));
  const frameworks = [...new Set(controls.map(({ frameworkTitle }) => frameworkTitle))];
  return html`<section id="controls" aria-labelledby="controls-title">
    <h2 id="controls-title">Controls</h2>
    <p>
      ${frameworks.join("; ")}. “Outside” means that the organization or the application fulfils the control.
      The requirements are paraphrased and limited to what concerns logs.
      <span class="in-print"
        >The tests of each control are on the page, which opens them, and in docs/controls.md.</span
      >
    </p>
    <form data-filters="controls-table" role="search" aria-label="Filter the controls">
      <label>Search controls <input type="search" name="text" autocomplete="off" /></label>
      <fieldset>
        <legend>Status</legend>
        ${FIRST.map(
          (status) =>
            html`<label class="choice"
              ><input type="checkbox" name="status" value="${status}" checked /> ${status}
              (${countOf(status)})</label
            >`,
        )}
      </fieldset>
      <label
        >Standard
        <select name="standard">
          <option value="">all</option>
          ${standards.map((standard) => html`<option>${standard}</option>`)}
        </select></label
      >
      <output aria-live="polite"></output>
    </form>
    ${table({
      id: "controls-table",
      caption: "Control matrix",
      columns: [
        { title: "standard" },
        { title: "control" },
        { title: "status" },
        { title: "requirement", kind: "wide" },
        { title: "what contributes", kind: "wide" },
        { title: "what remains", kind: "wide" },
        { title: "owner" },
      ],
      rows: sorted.map((control) => ({
        id: controlAnchor(control),
        data: { status: control.status, standard: control.standard },
        cells: cellsOf(control),
      })),
    })}
  </section>`;
}

/** The id of a control's row, such as `control-PCI-DSS-10.3.4`. */
export function controlAnchor({ standard, id }: Pick<ReportedControl, "standard" | "id">): string {
  return `control-${standard}-${id}`.replaceAll(/[^\w.]+/g, "-");
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
            ${evidence.map((each) => html`<li><code>${breakable(each)}</code></li>`)}
          </ul>
        </details>`,
    )}`,
    html`${missing.map((property) => html`<p><strong>Missing:</strong> ${property}.</p>`)}
      <p>${remaining}</p>`,
    owner,
  ];
}
