import { LEVELS } from "../../catalog";
import type { JsonObject } from "../../lambda/shared/json";
import { html, type Html, pageResponse, REFRESH_STATUS, type WebResponse } from "../web";
import type { AcceptedLogs } from "./accepted-logs";

/** Logs on the page; `/logs` returns more. */
const MAX_LOGS_SHOWN = 200;

/** Which logs the page shows. */
interface Filter {
  /** Part of the log as JSON or of its message, in any case; empty for every log. */
  readonly text: string;
  /** Exact level, in any case; empty for every level. */
  readonly level: string;
}

/** An accepted log, and its position in the sequence of all accepted logs. */
interface NumberedLog {
  readonly number: number;
  readonly time: number;
  readonly log: JsonObject;
}

/**
 * The page of accepted logs, newest first by their own timestamps. The parameters `text` and `level` of the query filter
 * them.
 */
export function datadogPage({ logs, ...counts }: AcceptedLogs, query: URLSearchParams): WebResponse {
  const filter = { text: query.get("text") ?? "", level: query.get("level") ?? "" };
  const shown = newestMatches(numberLogs(logs, counts.total - logs.length), filter);
  return pageResponse(
    `${counts.total} logs · Datadog intake`,
    html`<header class="page-header">
        <h1>Local Datadog intake <small>accepted logs</small></h1>
        <dl id="counts" data-refresh>${Object.entries(counts).map(renderCount)}</dl>
      </header>
      <main>
        ${renderForm(filter)} ${REFRESH_STATUS}
        <div id="logs" class="table" role="region" aria-label="Accepted logs" tabindex="0" data-refresh>
          ${shown.length > 0 ? renderTable(shown) : renderEmpty(filter)}
        </div>
      </main>
      <footer>
        Shows at most the newest ${MAX_LOGS_SHOWN} logs that match, and refreshes every five seconds. All
        buffered logs as JSON: <a href="/logs">/logs</a>
      </footer>`,
  );
}

/** A log without a valid timestamp gets the time of the log before it. */
function numberLogs(logs: readonly JsonObject[], numberOfFirst: number): NumberedLog[] {
  let time = 0;
  return logs.map((log, index) => {
    const own = new Date(log["timestamp"] as string | number).getTime();
    if (!Number.isNaN(own)) time = own;
    return { number: numberOfFirst + index, time, log };
  });
}

function newestMatches(logs: readonly NumberedLog[], { text, level }: Filter): readonly NumberedLog[] {
  const wanted = text.toLowerCase();
  const newestFirst = logs.toSorted((a, b) => b.time - a.time || b.number - a.number);
  const matches: NumberedLog[] = [];
  for (const each of newestFirst) {
    if (matches.length === MAX_LOGS_SHOWN) break;
    const { status, message } = each.log;
    if (level !== "" && textOf(status).toLowerCase() !== level.toLowerCase()) continue;
    if (
      textOf(message).toLowerCase().includes(wanted) ||
      JSON.stringify(each.log).toLowerCase().includes(wanted)
    )
      matches.push(each);
  }
  return matches;
}

function renderCount([name, count]: [string, number]): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${count.toLocaleString("en")}</dd>
  </div>`;
}

function renderForm({ text, level }: Filter): Html {
  const option = (name: string) =>
    name.toLowerCase() === level.toLowerCase()
      ? html`<option selected>${name}</option>`
      : html`<option>${name}</option>`;
  return html`<form role="search">
    <label class="wide">Text in the log <input name="text" type="search" value="${text}" /></label>
    <label>
      Level
      <select name="level">
        <option value="">all</option>
        ${LEVELS.map(option)}
      </select>
    </label>
    <button>Filter</button>
    <a href="/">Show all</a>
  </form>`;
}

function renderEmpty({ text, level }: Filter): Html {
  return html`<p class="empty">
    ${
      text === "" && level === ""
        ? "No logs yet. They appear here as the forwarder sends them."
        : "No log matches the filter."
    }
  </p>`;
}

function renderTable(logs: readonly NumberedLog[]): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Time, UTC</th>
        <th scope="col">Level</th>
        <th scope="col" class="secondary">Service</th>
        <th scope="col">Message</th>
      </tr>
    </thead>
    <tbody>
      ${logs.map(renderLog)}
    </tbody>
  </table>`;
}

function renderLog({ number, log }: NumberedLog): Html {
  const { timestamp, status, service, message, ddsource, hostname, ddtags, ...attributes } = log;
  const level = textOf(status);
  const time = textOf(timestamp);
  const metadata = [hostname, ddsource, ddtags].map(textOf).filter(Boolean).join(" · ");
  return html`<tr class="${LEVEL_NAMES.has(level) ? level.toLowerCase() : "other"}">
    <td><time>${time.replace("T", " ").replace(/Z$/, "")}</time></td>
    <td><span class="level">${level || "–"}</span></td>
    <td class="secondary">${textOf(service)}</td>
    <td class="text">
      <details>
        <summary id="log-${number}">${textOf(message) || "–"}</summary>
        <p>${metadata}</p>
        <pre>${JSON.stringify(attributes, null, 2)}</pre>
      </details>
    </td>
  </tr>`;
}

const LEVEL_NAMES: ReadonlySet<string> = new Set(LEVELS);

function textOf(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
