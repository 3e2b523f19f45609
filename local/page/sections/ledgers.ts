import { METRICS, sinkTitle } from "../../../catalog";
import { LEDGER_METRICS, type LedgerSums } from "../../verify/ledgers";
import { html, type Html } from "../../web";
import type { Answer, SinkLedgers } from "../data";
import { column, renderAnswer, section, table } from "./section";

/** How many log events each sink was offered, and what became of them. */
export function ledgersSection(answer: Answer<SinkLedgers>): Html {
  return section(
    "ledgers",
    "Ledgers",
    html`<p class="note">
        Log events since the start of the platform, as the forwarder and the replay report them to CloudWatch.
        Received is the sum of the other columns; it counts a parked event again when the replay receives it.
      </p>
      ${renderAnswer(answer, renderLedgers)}`,
  );
}

function renderLedgers(ledgers: SinkLedgers): Html {
  return table(
    "Ledger of each sink",
    [
      column("Sink"),
      ...LEDGER_METRICS.map((metric) => column(METRICS[metric].name, "number")),
      column("Balance"),
    ],
    ledgers.map(
      ({ sink, sums }) =>
        html`<tr>
          <th scope="row">${sinkTitle(sink)}</th>
          ${LEDGER_METRICS.map((metric) => renderCount(sums[metric]))}
          <td>${balance(sums)}</td>
        </tr>`,
    ),
  );
}

function renderCount(count: number): Html {
  return html`<td class="number ${count === 0 ? "zero" : ""}">${count.toLocaleString("en")}</td>`;
}

/** The metrics are read one after the other, so that a ledger can differ for a moment. */
function balance({ received, ...outcomes }: LedgerSums): string {
  const difference = received - Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  return difference === 0 ? "balanced" : `differs by ${difference.toLocaleString("en")}`;
}
