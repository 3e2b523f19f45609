import { html, type Html } from "../../../../local/web/html";
import type { ComplianceReport } from "../../compliance-report";
import { STATES } from "../../evaluated-environment";
import { countsByPack, packChart } from "../chart";
import { table } from "../table";

/** The numbers of the whole, as a chart and as a table. */
export function overviewSection(report: ComplianceReport): Html {
  return html`<section id="overview" aria-labelledby="overview-title">
    <h2 id="overview-title">Overview</h2>
    <ul class="legend">
      ${STATES.map((state) => html`<li><span class="swatch ${state}"></span>${state}</li>`)}
    </ul>
    ${packChart(report)}
    ${table({
      id: "packs-table",
      caption: "Evaluations by rule pack",
      columns: [{ title: "rule pack" }, ...STATES.map((title) => ({ title, kind: "number" as const }))],
      rows: countsByPack(report).map((pack) => ({
        cells: [pack.pack, ...STATES.map((state) => pack[state])],
      })),
    })}
  </section>`;
}
