import type { Endpoints } from "../endpoints";
import { html, type Html, pageResponse, REFRESH_STATUS, type WebResponse } from "../web";
import { answerOf, type LineQuery, type PageData } from "./data";
import { alarmsSection } from "./sections/alarms";
import { ledgersSection } from "./sections/ledgers";
import { linesSection } from "./sections/lines";
import { notificationsSection } from "./sections/notifications";
import { questionsSection } from "./sections/questions";
import { storedObjectsSection } from "./sections/stored-objects";

/** For the questions, in milliseconds: on a busy machine, Vega needs ten seconds to start. */
const QUESTIONS_TIMEOUT_MS = 60_000;

/** The page. The parameters `text`, `level` and `log` of the query search the log lines. */
export async function localPage(
  data: PageData,
  endpoints: Endpoints,
  parameters: URLSearchParams,
): Promise<WebResponse> {
  const query: LineQuery = {
    text: parameters.get("text") ?? "",
    level: parameters.get("level") ?? "",
    log: parameters.get("log") ?? "",
  };
  const { lines: find, questions: ask } = data;
  const [ledgers, objects, queues, alarms, notifications, lines, questions] = await Promise.all([
    answerOf("CloudWatch", () => data.ledgers()),
    answerOf("S3", () => data.storedObjects()),
    answerOf("SQS", () => data.queues()),
    answerOf("CloudWatch", () => data.alarms()),
    answerOf("the receiver of notifications", () => data.notifications()),
    find && answerOf("OpenSearch", () => find(query)),
    ask && answerOf("OpenSearch", ask, QUESTIONS_TIMEOUT_MS),
  ]);
  return pageResponse(
    "InventorySync logging · local platform",
    html`<a class="skip-link" href="#lines-title">Skip to the log lines</a>
      <header class="page-header">
        <h1>InventorySync logging <small>local platform</small></h1>
        <nav aria-label="Pages">${renderLinks(endpoints)}</nav>
      </header>
      <main>
        ${REFRESH_STATUS} ${ledgersSection(ledgers)} ${questionsSection(questions)}
        ${linesSection(lines, query)} ${storedObjectsSection(objects, queues)} ${alarmsSection(alarms)}
        ${notificationsSection(notifications)}
      </main>
      <footer>This page refreshes every five seconds.</footer>`,
  );
}

function renderLinks({ sentry, datadog, search, aws }: Endpoints): Html {
  return html`<ul>
    <li><a href="${sentry.pageUrl}/telemetry/errors">Sentry: errors</a></li>
    <li><a href="${datadog.url}">Datadog: logs</a></li>
    <li><a href="/docs/runbook.md">Runbook</a></li>
    ${search && html`<li>OpenSearch: ${search.url}</li>`}
    <li>AWS emulator: ${aws.url}</li>
  </ul>`;
}
