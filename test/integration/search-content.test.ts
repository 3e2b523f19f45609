import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, errors } from "@opensearch-project/opensearch";
import { applyContent, type Report } from "../../lambda/search-content/apply";
import { openEngine } from "../../lambda/search-content/engine";
import {
  dataStreamName,
  dataStreamPattern,
  LOGS,
  type Question,
  QUESTIONS,
  searchBody,
} from "../../lib/catalog";
import { searchContentName, searchTemplateId } from "../../lib/catalog";
import { endpoints } from "./platform";

jest.setTimeout(120_000);

/** An environment of the test's own, beside the platform's in the same engine. */
const ENVIRONMENT = "contenttest";
const ALL = dataStreamPattern(ENVIRONMENT);
const APPLICATION = dataStreamName(ENVIRONMENT, "application");
const PERFORMANCE = dataStreamName(ENVIRONMENT, "performance");
const SECURITY_API = "/_plugins/_security/api";
const PASSWORD = ["Made", "up", "for", "one", "Test", "4711"].join("-");

/** Both as the deployment guide has them, section 5. */
const ERROR_ANALYSIS = `{
  "query": {
    "bool": {
      "must": [
        {"term": {"level": "ERROR"}},
        {"range": {"@timestamp": {"gte": "now-1h"}}}
      ]
    }
  },
  "aggs": {
    "error_types": {
      "terms": {"field": "error_type.keyword"}
    }
  }
}`;
const PERFORMANCE_ANALYSIS = `{
  "query": {
    "term": {"logger": "inventorysync.performance"}
  },
  "aggs": {
    "avg_response_time": {
      "avg": {"field": "value"}
    },
    "response_time_percentiles": {
      "percentiles": {
        "field": "value",
        "percents": [50, 95, 99]
      }
    }
  }
}`;

type Json = Readonly<Record<string, unknown>>;
interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface Location {
  readonly _index: string;
  readonly _id: string;
}
const CHANGED = { "@timestamp": "2026-01-01T00:00:00Z", message: "changed" };

const admin = clientOf("admin");
const writer = clientOf(`${ENVIRONMENT}-writer`);
const reader = clientOf(`${ENVIRONMENT}-reader`);
const auditor = clientOf(`${ENVIRONMENT}-auditor`);

beforeAll(async () => {
  await removeEverything();
  for (const role of ["writer", "reader", "auditor"]) {
    await ask(admin, "PUT", `${SECURITY_API}/internalusers/${ENVIRONMENT}-${role}`, {
      password: PASSWORD,
      backend_roles: [`${ENVIRONMENT}-${role}s`],
    });
  }
  await apply();
});

afterAll(async () => {
  await removeEverything();
  await Promise.all([admin, writer, reader, auditor].map((client) => client.close()));
});

describe("applying the content", () => {
  test("again changes nothing, and says what the engine lacks", async () => {
    const report = await apply();
    expect(report).toMatchObject({
      Engine: expect.stringMatching(/^opensearch \d/) as string,
      AccessControl: "roles, role mappings and access log applied",
      DataStreams: `0 created, 0 rolled over, ${LOGS.length} unchanged`,
    });
    expect(report.Retention).toMatch(/applied/);
  });

  test("with another number of replicas changes them in place", async () => {
    const report = await apply({ replicas: 1 });
    expect(report.DataStreams).toBe(`0 created, 0 rolled over, ${LOGS.length} unchanged`);
    const { body } = await ask(admin, "GET", `/${ALL}/_settings`);
    const replicas = Object.values(body as Record<string, { settings: { index: Json } }>).map(
      ({ settings }) => settings.index["number_of_replicas"],
    );
    expect(replicas).toEqual(LOGS.map(() => "1"));
    await apply();
  });

  test("rolls over where the index in use was made of other templates", async () => {
    const stream = dataStreamName(ENVIRONMENT, "audit");
    await ask(admin, "PUT", `/${stream}/_mapping`, { _meta: { revision: "of yesterday" } });
    expect((await apply()).DataStreams).toBe(`0 created, 1 rolled over, ${LOGS.length - 1} unchanged`);
    expect((await apply()).DataStreams).toBe(`0 created, 0 rolled over, ${LOGS.length} unchanged`);
  });

  test.each(QUESTIONS.map((question): [string, Question] => [question.id, question]))(
    "makes %s a saved query, which asks as the guide does unless it is told otherwise",
    async (id, question) => {
      const template = searchTemplateId(ENVIRONMENT, id);
      const plain = await ask(auditor, "POST", "/_render/template", { id: template });
      expect(plain.body).toEqual({ template_output: searchBody(question) });

      const params = Object.fromEntries(
        question.parameters.map(({ name }) => [name, `"${name}" \\ {{other}}`]),
      );
      const told = await ask(auditor, "POST", "/_render/template", { id: template, params });
      expect(told.body).toEqual({ template_output: searchBody(question, params) });
    },
  );
});

describe("the guide's queries", () => {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  /** The first is an integer, as it is when a mapping is guessed. */
  const durations = Array.from({ length: 1_000 }, (_, i) => 1 + ((i * 617) % 1_000) * 1.75);

  beforeAll(async () => {
    const errorOf = (type: string, minutes = 5, level = "ERROR") => ({
      "@timestamp": minutesAgo(minutes),
      level,
      logger: "inventorysync.sync",
      error_type: type,
    });
    await write(APPLICATION, [
      ...Array.from({ length: 7 }, () => errorOf("TimeoutError")),
      ...Array.from({ length: 3 }, () => errorOf("StockConflict")),
      errorOf("TimeoutError", 90),
      errorOf("TimeoutError", 5, "WARNING"),
      errorOf("TimeoutError", 5, "error"),
    ]);
    await write(
      PERFORMANCE,
      durations.map((value) => ({ "@timestamp": minutesAgo(5), logger: "inventorysync.performance", value })),
    );
  });

  test("errors of the last hour by type, counted exactly", async () => {
    for (const body of [JSON.parse(ERROR_ANALYSIS) as Json, searchBody(QUESTIONS[0])]) {
      expect(await ask(auditor, "POST", `/${ALL}/_search`, body)).toMatchObject({
        status: 200,
        body: {
          hits: { total: { value: 10 } },
          aggregations: {
            error_types: {
              buckets: [
                { key: "TimeoutError", doc_count: 7 },
                { key: "StockConflict", doc_count: 3 },
              ],
            },
          },
        },
      });
    }
  });

  test("average and percentiles, within one in a hundred of the exact ones", async () => {
    const { body } = await ask(auditor, "POST", `/${ALL}/_search`, JSON.parse(PERFORMANCE_ANALYSIS) as Json);
    const { avg_response_time: average, response_time_percentiles: percentiles } = (
      body as {
        aggregations: {
          avg_response_time: { value: number };
          response_time_percentiles: { values: Record<string, number> };
        };
      }
    ).aggregations;

    const sorted = durations.toSorted((a, b) => a - b);
    const mean = durations.reduce((sum, value) => sum + value, 0) / durations.length;
    expect(average.value).toBeCloseTo(mean, 6);
    for (const percent of [50, 95, 99]) {
      const exact = sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? NaN;
      expect(Math.abs((percentiles.values[`${percent}.0`] ?? NaN) / exact - 1)).toBeLessThan(0.01);
    }
  });

  test.each([
    ["log.level", "ERROR", 11],
    ["level.keyword", "ERROR", 11],
    ["error.type", "StockConflict", 3],
    ["log.logger", "inventorysync.performance", 1_000],
  ])("%s is found by its other names too", async (field, value, count) => {
    await expect(countOf({ term: { [field]: value } })).resolves.toBe(count);
  });
});

describe("a document", () => {
  const now = () => new Date().toISOString();

  test.each([
    ["a number written as text", { value: "12.5" }],
    ["a fraction where a whole number belongs", { status: 200.5 }],
    ["an object where a word belongs", { level: { name: "ERROR" } }],
    ["a time that is none", { "@timestamp": "yesterday" }],
  ])("with %s is refused", async (_what, fields) => {
    await expect(create(APPLICATION, { "@timestamp": now(), ...fields })).resolves.toMatchObject({
      status: 400,
    });
  });

  test.each([
    ["a field that the record does not have", { surprise: { of: ["any", { shape: 1 }] } }],
    ["a word of 40,000 letters", { shop: "é".repeat(40_000) }],
    ["a message of 1 MB", { message: "stock ".repeat(170_000) }],
    ["nanoseconds and an offset", { "@timestamp": "2026-02-03T04:05:06.123456789+02:00" }],
    ["a whole number beyond 32 bits", { status: Number.MAX_SAFE_INTEGER }],
    ["an attribute of 200 KB", { attributes: { big: "x".repeat(200_000), sku: "A-1" } }],
    ["a key of 40,000 letters", { attributes: { ["k".repeat(40_000)]: 1, sku: "A-2" } }],
    [
      "attributes of every kind",
      { attributes: { "a.b": 1, a: { b: [null, {}, [true]] }, "": "empty", "..": 2 } },
    ],
    ["attributes nested 100 levels deep", { attributes: { deep: nested(100), sku: "A-3" } }],
    ["lists nested 100 levels deep", { attributes: { deep: nestedList(100) } }],
  ])("with %s is taken, kept whole, and found", async (what, fields) => {
    const event = `test.${what.replaceAll(" ", "-")}`;
    const document = { "@timestamp": now(), event, ...fields };
    await expect(create(APPLICATION, document)).resolves.toMatchObject({ status: 201 });

    const [found] = await search({ term: { event } });
    const { attributes_unindexed: unindexed, ...rest } = found ?? {};
    const attributes = { ...(rest["attributes"] as Json | undefined), ...(unindexed as Json | undefined) };
    expect({ ...rest, ...("attributes" in document && { attributes }) }).toEqual(document);
  });

  test.each(["A-1", "A-2", "A-3"])(
    "is found by the attributes beside those that no index takes (%s)",
    async (sku) => {
      const found = await search({ term: { "attributes.sku": sku } });
      expect(found).toMatchObject([
        { attributes: { sku }, attributes_unindexed: expect.anything() as unknown },
      ]);
    },
  );

  test("may bring a thousand attributes of its own; the mapping does not grow", async () => {
    const mapping = async () => JSON.stringify((await ask(auditor, "GET", `/${APPLICATION}/_mapping`)).body);
    const before = await mapping();
    const documents = Array.from({ length: 10 }, (_, i) => ({
      "@timestamp": now(),
      attributes: Object.fromEntries(
        Array.from({ length: 1_000 }, (__, j) => [`key_${i}_${j}`, `value ${j}`]),
      ),
    }));
    await write(APPLICATION, documents);

    await expect(countOf({ term: { "attributes.key_9_999": "value 999" } })).resolves.toBe(1);
    await expect(mapping()).resolves.toBe(before);
  });
});

describe("the writer", () => {
  test("adds documents of an id once", async () => {
    const document = { "@timestamp": new Date().toISOString(), event: "test.once" };
    await expect(create(APPLICATION, document, "once")).resolves.toMatchObject({ status: 201 });
    await expect(create(APPLICATION, document, "once")).resolves.toMatchObject({ status: 409 });
  });

  test.each([
    ["search", "POST", `/${ALL}/_search`, {}],
    [
      "ask a saved query",
      "POST",
      `/${ALL}/_search/template`,
      { id: searchTemplateId(ENVIRONMENT, "error-analysis") },
    ],
    ["count", "GET", `/${ALL}/_count`, undefined],
    ["read by id", "GET", `/${APPLICATION}/_doc/once`, undefined],
    ["delete what it finds", "POST", `/${ALL}/_delete_by_query`, { query: { match_all: {} } }],
    ["change what it finds", "POST", `/${ALL}/_update_by_query`, { query: { match_all: {} } }],
    ["delete a data stream", "DELETE", `/_data_stream/${APPLICATION}`, undefined],
    ["make a data stream", "PUT", `/_data_stream/logs-inventorysync.other-${ENVIRONMENT}`, undefined],
    ["change a mapping", "PUT", `/${APPLICATION}/_mapping`, { dynamic: true }],
    [
      "change the pipeline",
      "PUT",
      `/_ingest/pipeline/${searchContentName(ENVIRONMENT, "record")}`,
      { processors: [] },
    ],
    ["change a role", "PUT", `${SECURITY_API}/roles/${searchContentName(ENVIRONMENT, "writer")}`, {}],
  ])("may not %s", async (_what, method, path, body) => {
    await expect(ask(writer, method, path, body)).resolves.toMatchObject({ status: 403 });
  });

  test.each([
    ["delete", (at: Location) => [{ delete: at }]],
    ["update", (at: Location) => [{ update: at }, { doc: CHANGED }]],
    ["overwrite", (at: Location) => [{ index: at }, CHANGED]],
  ])("may not %s a document, not even in the index that holds it", async (_what, lines) => {
    const first = { "@timestamp": new Date().toISOString(), event: "test.first" };
    const stream = dataStreamName(ENVIRONMENT, "security");
    const created = await create(stream, first, "first");
    expect([201, 409]).toContain(created?.status);

    const [result] = await bulk(writer, lines({ _index: await indexBehind(stream), _id: "first" }));
    expect([400, 403]).toContain(result?.status);
    await expect(search({ term: { event: "test.first" } })).resolves.toHaveLength(1);
    await expect(countOf({ match: { message: "changed" } })).resolves.toBe(0);
  });

  test("may not write for another environment", async () => {
    const elsewhere = dataStreamName("local", "application");
    await expect(create(elsewhere, { "@timestamp": new Date().toISOString() })).resolves.toMatchObject({
      status: 403,
    });
  });
});

describe("the reader", () => {
  test.each(["application", "performance"] as const)("searches the %s log", async (log) => {
    const found = await ask(reader, "POST", `/${dataStreamName(ENVIRONMENT, log)}/_search`, {});
    expect(found.status).toBe(200);
  });

  test.each(["audit", "security"] as const)("may not search the %s log", async (log) => {
    const found = await ask(reader, "POST", `/${dataStreamName(ENVIRONMENT, log)}/_search`, {});
    expect(found.status).toBe(403);
  });

  test("may not reach the evidence through a lookup inside a query", async () => {
    const terms = { message: { index: dataStreamName(ENVIRONMENT, "audit"), id: "any", path: "message" } };
    const found = await ask(reader, "POST", `/${APPLICATION}/_search`, { query: { terms } });
    expect(found.status).toBe(403);
  });
});

describe("the auditor", () => {
  test("searches every log, many at once, and asks saved queries", async () => {
    const id = searchTemplateId(ENVIRONMENT, "performance-analysis");
    const many = await auditor.transport.request({
      method: "POST",
      path: "/_msearch",
      bulkBody: [{ index: ALL }, { query: { match_all: {} }, size: 0 }],
    });
    expect(many.body).toMatchObject({ responses: [{ status: 200 }] });
    expect(await ask(auditor, "POST", `/${ALL}/_search/template`, { id })).toMatchObject({
      status: 200,
      body: { hits: { total: { value: 1_000 } } },
    });
  });
});

describe.each([
  ["reader", reader],
  ["auditor", auditor],
])("the %s", (_role, client) => {
  test.each([
    ["add a document", "POST", `/${APPLICATION}/_doc`, { "@timestamp": "2026-01-01T00:00:00Z" }],
    ["delete what it finds", "POST", `/${APPLICATION}/_delete_by_query`, { query: { match_all: {} } }],
    ["delete a data stream", "DELETE", `/_data_stream/${APPLICATION}`, undefined],
    ["search another environment", "POST", `/${dataStreamName("local", "application")}/_search`, {}],
    ["see who may do what", "GET", `${SECURITY_API}/roles`, undefined],
    [
      "change a saved query",
      "PUT",
      `/_scripts/${searchTemplateId(ENVIRONMENT, "error-analysis")}`,
      { script: { lang: "mustache", source: "{}" } },
    ],
  ])("may not %s", async (_what, method, path, body) => {
    await expect(ask(client, method, path, body)).resolves.toMatchObject({ status: 403 });
  });
});

function clientOf(user: string): Client {
  const { search: engine } = endpoints();
  if (!engine) throw new Error("these tests need the search engine; start the platform with it");
  return new Client({
    node: engine.url,
    auth: user === "admin" ? engine : { username: user, password: PASSWORD },
    ssl: { ca: readFileSync(engine.caFile) },
  });
}

function apply(changes: { readonly replicas?: number } = {}): Promise<Report> {
  const engine = openEngine(admin, { remainingMs: () => 60_000, sleep });
  const properties = {
    environment: ENVIRONMENT,
    retentionDays: {},
    replicas: 0,
    writers: [`${ENVIRONMENT}-writers`],
    readers: [`${ENVIRONMENT}-readers`],
    auditors: [`${ENVIRONMENT}-auditors`],
    ...changes,
  };
  return applyContent(engine, properties, { info: jest.fn() });
}

async function ask(client: Client, method: string, path: string, body?: Json): Promise<Answer> {
  try {
    const answer = await client.transport.request({ method, path, ...(body && { body }) });
    return { status: answer.statusCode ?? 0, body: answer.body as unknown };
  } catch (error) {
    if (error instanceof errors.ResponseError)
      return { status: error.statusCode, body: error.body as unknown };
    throw error;
  }
}

/** What became of each action of a bulk request. */
async function bulk(client: Client, lines: readonly Json[]): Promise<readonly { readonly status: number }[]> {
  const answer = await client.transport.request({ method: "POST", path: "/_bulk", bulkBody: [...lines] });
  const { items } = answer.body as { readonly items: readonly Record<string, { readonly status: number }>[] };
  return items.flatMap((item) => Object.values(item));
}

async function create(
  dataStream: string,
  document: Json,
  id?: string,
): Promise<{ readonly status: number } | undefined> {
  const [result] = await bulk(writer, [{ create: { _index: dataStream, ...(id && { _id: id }) } }, document]);
  return result;
}

async function write(dataStream: string, documents: readonly Json[]): Promise<void> {
  const lines = documents.flatMap((document) => [{ create: { _index: dataStream } }, document]);
  for (const { status } of await bulk(writer, lines)) expect(status).toBe(201);
  await ask(admin, "POST", `/${dataStream}/_refresh`);
}

/** The index that a data stream writes to. */
async function indexBehind(dataStream: string): Promise<string> {
  const { body } = await ask(admin, "GET", `/_data_stream/${dataStream}`);
  const [found] = (body as { data_streams: { indices: { index_name: string }[] }[] }).data_streams;
  return found?.indices.at(-1)?.index_name ?? "";
}

async function search(query: Json): Promise<readonly Json[]> {
  await ask(admin, "POST", `/${ALL}/_refresh`);
  const { body } = await ask(auditor, "POST", `/${ALL}/_search`, { query });
  return (body as { hits: { hits: { _source: Json }[] } }).hits.hits.map((hit) => hit._source);
}

async function countOf(query: Json): Promise<number> {
  await ask(admin, "POST", `/${ALL}/_refresh`);
  const { body } = await ask(auditor, "POST", `/${ALL}/_count`, { query });
  return (body as { count: number }).count;
}

async function removeEverything(): Promise<void> {
  const named = (part: string) => searchContentName(ENVIRONMENT, part);
  const paths = [
    `/_data_stream/${ALL}`,
    `/_index_template/${named("logs")}`,
    `/_component_template/${named("record")}`,
    `/_component_template/${named("settings")}`,
    `/_ingest/pipeline/${named("record")}`,
    ...QUESTIONS.map(({ id }) => `/_scripts/${searchTemplateId(ENVIRONMENT, id)}`),
    ...["writer", "reader", "auditor"].flatMap((role) => [
      `${SECURITY_API}/rolesmapping/${named(role)}`,
      `${SECURITY_API}/roles/${named(role)}`,
      `${SECURITY_API}/internalusers/${ENVIRONMENT}-${role}`,
    ]),
  ];
  for (const path of paths) await ask(admin, "DELETE", path);
}

function nested(levels: number): unknown {
  return Array.from({ length: levels }).reduce<unknown>((inner) => ({ k: inner }), "bottom");
}

function nestedList(levels: number): unknown {
  return Array.from({ length: levels }).reduce<unknown>((inner) => [inner], "bottom");
}
