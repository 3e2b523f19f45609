import { html, type Html } from "../../../../local/web/html";
import type { ComplianceReport } from "../../compliance-report";
import { type Answer, answersOf } from "../../summary";
import { breakable } from "../breakable";
import type { SourceLink } from "../source-link";
import { type Column, table } from "../table";
import { controlAnchor } from "./controls";

const BREAKABLE = new Set(["rules", "name", "finding", "resource"]);
const NARROW = new Set(["accepted by", "for", "log", "kept in"]);

/** The answers to what a reviewer asks first, in a sentence each. */
export function summarySection(report: ComplianceReport): Html {
  return html`<section id="summary" aria-labelledby="summary-title">
    <h2 id="summary-title">In short</h2>
    <ul class="summary">
      ${answersOf(report).map(
        ({ id, title, sentence, rows }) =>
          html`<li>
            <a href="#${id}">${title}</a>:
            <span class="${id === "open" && rows.length > 0 ? "non-compliant" : ""}">${sentence}</span>
          </li>`,
      )}
      ${controlSummary(report)}
    </ul>
  </section>`;
}

/** The controls that are not met, each with a link to its row. */
function controlSummary({ controls }: ComplianceReport): Html {
  const notMet = controls.filter(({ status }) => status === "not met");
  const partly = controls.filter(({ status }) => status === "partly").length;
  const links = notMet.map(
    (control, index) =>
      html`${index === 0 ? "" : ", "}<a href="#${controlAnchor(control)}"
          >${control.standard} ${control.id}</a
        >`,
  );
  return html`<li>
    <a href="#controls">Controls</a>:
    ${
      notMet.length === 0
        ? html`None of ${controls.length} is unmet.`
        : html`<span class="non-compliant">${notMet.length} of ${controls.length} are not met:</span>
            ${links}.`
    }
    ${partly} are met in part.
  </li>`;
}

/** The same answers in full. */
export function answerSections(report: ComplianceReport, link: SourceLink): readonly Html[] {
  return answersOf(report).map((answer) => {
    const { id, title, columns, rows } = answer;
    return html`<section id="${id}" aria-labelledby="${id}-title">
      <h2 id="${id}-title">${title}</h2>
      ${
        rows.length === 0
          ? html`<p>None.</p>`
          : table({
              id: `${id}-table`,
              caption: title,
              columns: columns.map(columnOf),
              rows: rows.map((row) => ({
                cells: row.map((cell, index) => cellOf(answer, index, cell, link)),
              })),
            })
      }
    </section>`;
  });
}

function columnOf(title: string): Column {
  if (title === "findings") return { title, kind: "number" };
  if (title === "until") return { title, kind: "date" };
  return NARROW.has(title) ? { title } : { title, kind: "wide" };
}

function cellOf({ columns }: Answer, index: number, cell: string, link: SourceLink): Html | string {
  return columns[index] === "code"
    ? html`${cell.split(", ").map((source) => html`<div>${link(source)}</div>`)}`
    : BREAKABLE.has(columns[index] ?? "")
      ? breakable(cell)
      : cell;
}
