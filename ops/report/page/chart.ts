import { html, type Html } from "../../../local/web/html";
import type { ComplianceReport } from "../compliance-report";
import { STATES, type State } from "../evaluated-environment";

const WIDTH = 720;
const LABEL = 150;
const TOTAL = 60;
const ROW = 30;
const BAR = 18;

type PackCounts = Readonly<Record<State, number>> & { readonly pack: string };

/** The evaluations of each rule pack by state, as a stacked bar. The table beside it has the same numbers. */
export function packChart(report: ComplianceReport): Html {
  const packs = countsByPack(report);
  const largest = Math.max(1, ...packs.map(totalOf));
  const scale = (WIDTH - LABEL - TOTAL) / largest;
  return html`<svg
    viewBox="0 0 ${WIDTH} ${packs.length * ROW}"
    role="img"
    aria-labelledby="chart-title"
    class="chart"
  >
    <title id="chart-title">Evaluations by rule pack and state; the table below has the numbers</title>
    ${packs.map((pack, index) => bar(pack, index * ROW, scale))}
  </svg>`;
}

function bar(pack: PackCounts, y: number, scale: number): Html {
  let x = LABEL;
  const segments = STATES.map((state) => {
    const width = pack[state] * scale;
    const segment = html`<rect
      class="${state}"
      x="${x.toFixed(1)}"
      y="${y + 4}"
      width="${width.toFixed(1)}"
      height="${BAR}"
    />`;
    x += width;
    return pack[state] === 0 ? undefined : segment;
  });
  return html`<text x="0" y="${y + 18}">${pack.pack}</text>
    ${segments}
    <text x="${(x + 8).toFixed(1)}" y="${y + 18}">${totalOf(pack)}</text>`;
}

/** The numbers of the chart. */
export function countsByPack({ rules }: ComplianceReport): readonly PackCounts[] {
  return [...new Set(rules.map(({ pack }) => pack))].map((pack) => {
    const own = rules.filter((rule) => rule.pack === pack);
    const sum = (state: State) => own.reduce((total, rule) => total + rule[state], 0);
    return {
      pack,
      "non-compliant": sum("non-compliant"),
      acknowledged: sum("acknowledged"),
      compliant: sum("compliant"),
    };
  });
}

function totalOf(pack: PackCounts): number {
  return STATES.reduce((sum, state) => sum + pack[state], 0);
}
