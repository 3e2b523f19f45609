import { LEVELS, LOGS } from "../../../catalog";
import { html, type Html } from "../../web";
import type { Answer, FoundLines, Line, LineQuery } from "../data";
import { column, renderAnswer, section, table } from "./section";

/** The newest log lines in OpenSearch, with a search. @param answer undefined without a search engine */
export function linesSection(answer: Answer<FoundLines> | undefined, query: LineQuery): Html {
  if (answer === undefined)
    return section(
      "lines",
      "Last log lines",
      html`<p class="empty">The platform runs without OpenSearch, which this section searches.</p>`,
    );
  return html`<section aria-labelledby="lines-title">
    <h2 id="lines-title">Last log lines</h2>
    ${renderForm(query)}
    <div id="lines" data-refresh>${renderAnswer(answer, renderLines)}</div>
  </section>`;
}

function renderForm({ text, level, log }: LineQuery): Html {
  return html`<form role="search" action="/#lines-title">
    <label class="wide">
      Words, “phrases”, -without, prefix*
      <input name="text" type="search" value="${text}" />
    </label>
    ${renderSelect("level", "Level", LEVELS, level)}
    ${renderSelect(
      "log",
      "Log",
      LOGS.map(({ id }) => id),
      log,
    )}
    <button>Search</button>
    <a href="/#lines-title">Show all</a>
  </form>`;
}

function renderSelect(name: string, label: string, values: readonly string[], selected: string): Html {
  const option = (value: string) =>
    value === selected ? html`<option selected>${value}</option>` : html`<option>${value}</option>`;
  return html`<label>
    ${label}
    <select name="${name}">
      <option value="">all</option>
      ${values.map(option)}
    </select>
  </label>`;
}

function renderLines({ lines, total, isMore }: FoundLines): Html {
  if (lines.length === 0) return html`<p class="empty">No log line matches.</p>`;
  const count = `${total.toLocaleString("en")}${isMore ? " or more" : ""}`;
  return html`<p class="note">The newest ${lines.length} of ${count} lines.</p>
    ${table(
      "Log lines",
      [column("Time, UTC"), column("Level"), column("Log", "secondary"), column("Message")],
      lines.map(renderLine),
    )}`;
}

function renderLine({ id, log, record }: Line): Html {
  const level = textOf(record["level"]);
  const timestamp = textOf(record["@timestamp"]);
  return html`<tr class="${level.toLowerCase()}">
    <td><time>${timestamp.replace("T", " ").replace(/Z$/, "")}</time></td>
    <td><span class="level">${level || "–"}</span></td>
    <td class="secondary">${log}</td>
    <td class="text">
      <details>
        <summary id="line-${id}">${summaryOf(record) || "–"}</summary>
        <pre>${JSON.stringify(record, null, 2)}</pre>
      </details>
    </td>
  </tr>`;
}

/** The message or the kind of event; of a measurement also its value. */
function summaryOf({ message, event, value, unit }: Line["record"]): string {
  return [message ?? event, value, unit].map(textOf).filter(Boolean).join(" ");
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
