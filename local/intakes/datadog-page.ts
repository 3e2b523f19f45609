import type { AcceptedLogs } from "./accepted-logs";
import type { JsonObject } from "../../lambda/shared/json";

/** Logs on the page; `/logs` returns more. */
const MAX_LOGS_SHOWN = 200;

/** The page of accepted logs, newest first. It loads nothing from the internet. */
export function renderPage({ logs, ...counts }: AcceptedLogs): string {
  const newest = logs.slice(-MAX_LOGS_SHOWN).toReversed();
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${counts.total} logs · Datadog intake</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Local Datadog intake <small>accepted logs</small></h1>
<dl>${Object.entries(counts).map(renderCount).join("")}</dl>
</header>
<main>
${newest.length > 0 ? renderTable(newest) : `<p class="empty">No logs yet. They appear here as the forwarder sends them.</p>`}
</main>
<footer>Shows at most the newest ${MAX_LOGS_SHOWN} logs. Reloads every five seconds unless a log is open. All buffered logs as JSON: <a href="/logs">/logs</a></footer>
<script>${SCRIPT}</script>
</body>
</html>`;
}

function renderCount([name, count]: [string, number]): string {
  return `<div><dt>${escape(name)}</dt><dd>${count.toLocaleString("en")}</dd></div>`;
}

function renderTable(logs: readonly JsonObject[]): string {
  return `<table>
<thead><tr><th>Time, UTC</th><th>Level</th><th>Service</th><th>Message</th></tr></thead>
<tbody>${logs.map(renderLog).join("\n")}</tbody>
</table>`;
}

function renderLog(log: JsonObject): string {
  const { timestamp, status, service, message, ddsource, hostname, ddtags, ...attributes } = log;
  const level = textOf(status);
  const time = textOf(timestamp);
  const metadata = [hostname, ddsource, ddtags].map(textOf).filter(Boolean).join(" · ");
  return `<tr class="${LEVELS.has(level) ? level.toLowerCase() : "other"}">
<td><time datetime="${escape(time)}">${escape(time.replace("T", " ").replace(/Z$/, ""))}</time></td>
<td><span class="level">${escape(level || "–")}</span></td>
<td>${escape(textOf(service))}</td>
<td><details><summary>${escape(textOf(message) || "–")}</summary><p>${escape(metadata)}</p><pre>${escape(JSON.stringify(attributes, null, 2))}</pre></details></td>
</tr>`;
}

const LEVELS: ReadonlySet<string> = new Set(["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]);

function textOf(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes HTML: log text is untrusted. */
function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** Does not reload while a log is open. */
const SCRIPT = `setInterval(() => document.querySelector("details[open]") || location.reload(), 5000);`;

const STYLE = `
:root {
  color-scheme: light dark;
  --background: light-dark(#fbfaf8, #16181c);
  --raised: light-dark(#ffffff, #1d2025);
  --line: light-dark(#e6e3dd, #2c3038);
  --text: light-dark(#24262b, #dfe2e7);
  --muted: light-dark(#6f7178, #8e949f);
  --info: light-dark(#3d6b8f, #86b5d9);
  --warning: light-dark(#8a6410, #dcb765);
  --error: light-dark(#a83a32, #ec9088);
}
* { box-sizing: border-box; margin: 0; }
body { max-width: 78rem; margin: 0 auto; padding: 2.5rem 1.5rem; background: var(--background); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 1rem 3rem; align-items: end; justify-content: space-between; margin-bottom: 1.75rem; }
h1 { font-size: 1.35rem; font-weight: 600; letter-spacing: -.01em; }
h1 small { color: var(--muted); font-size: 1rem; font-weight: 400; }
dl { display: flex; gap: 2.25rem; }
dt, th { color: var(--muted); font-size: .8rem; font-weight: 500; }
dt { text-transform: capitalize; }
dd { font-size: 1.35rem; font-variant-numeric: tabular-nums; line-height: 1.2; }
table { width: 100%; border-collapse: collapse; background: var(--raised); border: 1px solid var(--line); border-radius: 8px; }
main { overflow-x: auto; }
th, td { padding: .5rem .9rem; text-align: left; vertical-align: baseline; }
td { border-top: 1px solid var(--line); }
td:last-child { width: 100%; min-width: 18rem; }
time { color: var(--muted); font-variant-numeric: tabular-nums; white-space: nowrap; font-size: .87rem; }
.level { font-size: .8rem; font-weight: 600; color: var(--muted); }
.info .level { color: var(--info); }
.warning .level { color: var(--warning); }
.error .level, .critical .level { color: var(--error); }
summary { cursor: pointer; list-style: none; overflow-wrap: anywhere; white-space: pre-wrap; }
details p { margin: .5rem 0 .35rem; color: var(--muted); font-size: .85rem; }
pre { padding: .75rem .9rem; border-radius: 6px; background: var(--background); border: 1px solid var(--line);
  font: 12.5px/1.55 ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
.empty { padding: 4rem 1rem; color: var(--muted); text-align: center; }
summary:hover, summary:focus-visible { color: var(--info); }
@media (max-width: 44rem) {
  body { padding: 1.5rem 1rem; }
  th:nth-child(3), td:nth-child(3) { display: none; }
  td:last-child { min-width: 12rem; }
  time { white-space: normal; }
}
footer { margin-top: 1.25rem; color: var(--muted); font-size: .85rem; }
a { color: var(--info); }
`;
