import { html, type Html } from "../../../../local/web/html";
import type { ComplianceReport } from "../../compliance-report";
import { STATES } from "../../evaluated-environment";
import { breakable } from "../breakable";
import type { SourceLink } from "../source-link";
import { table } from "../table";

/** Every rule and resource, with the form that filters them. */
export function evaluationSection(report: ComplianceReport, link: SourceLink): Html {
  const { evaluations, rules, counts } = report;
  const packs = [...new Set(rules.map(({ pack }) => pack))];
  const packOf = new Map(rules.map(({ rule, pack }) => [rule, pack]));
  return html`<section id="evaluations" aria-labelledby="evaluations-title">
    <h2 id="evaluations-title">Rules and resources</h2>
    <p>
      Each rule with each resource to which it applies. ${counts["not applicable"].toLocaleString("en")}
      further pairs are not applicable: the rule is about resources of another type.
      <span class="on-screen">Compliant resources are hidden at first.</span>
    </p>
    <form id="filter" data-filters="evaluations-table" role="search" aria-label="Filter the evaluations">
      <label>Search rules and resources <input type="search" name="text" autocomplete="off" /></label>
      <fieldset>
        <legend>State</legend>
        ${STATES.map(
          (state) =>
            html`<label class="choice"
              >${
                state === "compliant"
                  ? html`<input type="checkbox" name="state" value="${state}" />`
                  : html`<input type="checkbox" name="state" value="${state}" checked />`
              }
              ${state} (${counts[state].toLocaleString("en")})</label
            >`,
        )}
      </fieldset>
      <label
        >Rule pack
        <select name="pack">
          <option value="">all</option>
          ${packs.map((pack) => html`<option>${pack}</option>`)}
        </select></label
      >
      <output id="shown" aria-live="polite"></output>
    </form>
    ${table({
      id: "evaluations-table",
      caption: "Evaluations",
      columns: [
        { title: "state" },
        { title: "rule", kind: "wide" },
        { title: "resource", kind: "wide" },
        { title: "reason, if accepted", kind: "wide" },
        { title: "accepted by" },
        { title: "until", kind: "date" },
        { title: "code", kind: "wide" },
      ],
      rows: evaluations.map(({ state, rule, finding, resource, type, reason, owner, reviewBy, source }) => ({
        data: { state, pack: packOf.get(rule) ?? "" },
        cells: [
          html`<span class="state ${state}">${state}</span>`,
          breakable(finding ?? rule),
          html`${breakable(resource)}<br /><small>${type}</small>`,
          reason,
          owner,
          reviewBy,
          source === undefined ? undefined : link(source),
        ],
      })),
    })}
  </section>`;
}
