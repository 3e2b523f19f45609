import { html, type Html } from "../../../../local/web/html";
import type { ComplianceReport } from "../../compliance-report";
import { breakable } from "../breakable";
import { table } from "../table";

export function inventorySection({ inventory }: ComplianceReport): Html {
  return html`<section id="inventory" aria-labelledby="inventory-title">
    <h2 id="inventory-title">Log inventory</h2>
    <p>What is logged, where it is kept and how long, who may read it, and which personal data it has.</p>
    ${table({
      id: "inventory-table",
      caption: "Log inventory",
      columns: [
        { title: "log" },
        { title: "content", kind: "wide" },
        { title: "class" },
        { title: "kept in" },
        { title: "name", kind: "wide" },
        { title: "for" },
        { title: "readers", kind: "wide" },
        { title: "personal data", kind: "wide" },
      ],
      rows: inventory.map(({ log, content, dataClass, service, name, retention, readers, personalData }) => ({
        cells: [
          log,
          content,
          dataClass,
          service,
          breakable(name),
          retention,
          readers.join(", "),
          personalData,
        ],
      })),
    })}
  </section>`;
}
