import {
  type AnswerRow,
  answerRows,
  dataStreamNames,
  dataStreamPattern,
  type LogId,
  type LogRecord,
  type ParameterValues,
  questionById,
  type QuestionId,
  searchTemplateId,
} from "../../catalog";
import { EVENTS } from "../../catalog/events";
import { bulkBody, redactedLines } from "../fixtures/questions/delivered-documents";
import { searchContentEnvironment } from "./search-content-environment";

const environment = "questionorder";
const { admin, auditor, setUp, tearDown } = searchContentEnvironment(environment);

const now = Date.now();
const MINUTE_MS = 60_000;
/** More than an answer about the slowest has rows. */
const GROUPS = 15;
/** From 1 to GROUPS, in no order. */
const ranks = Array.from({ length: GROUPS }, (_, index) => ((index * 7) % GROUPS) + 1);

beforeAll(async () => {
  await setUp();
  const lines = [
    ...ranks.flatMap((rank) => [
      // The slowest route has the fewest requests, so that an order by requests is another one.
      ...Array.from({ length: GROUPS + 1 - rank }, () =>
        line("application", 5, { path: `/routes/${rank}`, status: 200, duration_ms: 10 * rank }),
      ),
      line("performance", 5, {
        metric: EVENTS.statementExecuted.name,
        statement: `SELECT ${rank}`,
        value: 10 * rank,
      }),
    ]),
    line("application", 90, { path: "/routes/of-the-past", status: 200, duration_ms: 10_000 }),
  ];
  const response = await admin.transport.request({
    method: "POST",
    path: "/_bulk",
    bulkBody: bulkBody(environment, redactedLines(environment, lines)),
  });
  expect(response.body).toMatchObject({ errors: false });
  await admin.indices.refresh({ index: dataStreamPattern(environment) });
});
afterAll(tearDown);

test("the slowest routes are the ten with the highest 95th percentile, highest first", async () => {
  const rows = await ask("slowest-routes");

  expect(rows.map(({ path }) => path)).toEqual(slowest((rank) => `/routes/${rank}`));
});

test("the slow statements are the ten with the highest 95th percentile, highest first", async () => {
  const rows = await ask("slow-statements");

  expect(rows.map(({ statement }) => statement)).toEqual(slowest((rank) => `SELECT ${rank}`));
});

test("the response times of all routes are in the answer, those with most requests first", async () => {
  const rows = await ask("response-times-by-route");

  expect(rows.map(({ requests }) => requests)).toEqual(Array.from({ length: GROUPS }, (_, i) => GROUPS - i));
});

test("an earlier start of the time window adds the lines before the default start", async () => {
  const [first] = await ask("slowest-routes", { since: "now-2h" });

  expect(first).toMatchObject({ path: "/routes/of-the-past", requests: 1 });
});

test("the end of the time window excludes the lines from then on", async () => {
  const rows = await ask("slowest-routes", { since: "now-2h", until: "now-1h" });

  expect(rows.map(({ path }) => path)).toEqual(["/routes/of-the-past"]);
});

function slowest(nameOf: (rank: number) => string): readonly string[] {
  return Array.from({ length: 10 }, (_, index) => nameOf(GROUPS - index));
}

function line(log: LogId, ageMinutes: number, fields: LogRecord) {
  const timestamp = now - ageMinutes * MINUTE_MS;
  const record = {
    "@timestamp": new Date(timestamp).toISOString(),
    level: "INFO",
    message: "done",
    ...fields,
  };
  return { log, timestamp, text: JSON.stringify(record) };
}

async function ask(id: QuestionId, params: ParameterValues = {}): Promise<readonly AnswerRow[]> {
  const { answer, logs } = questionById(id);
  const { body } = await auditor.searchTemplate({
    index: [...dataStreamNames(environment, logs)],
    body: { id: searchTemplateId(environment, id), params },
  });
  return answerRows(answer, body as object);
}
