import {
  dataStreamName,
  dataStreamPattern,
  LOGS,
  type Question,
  QUESTIONS,
  searchBody,
  searchTemplateId,
} from "../../catalog";
import { GUIDE_QUERIES } from "../fixtures/guide-queries";
import { searchContentEnvironment, type Json } from "./search-content-environment";

const ENVIRONMENT = "contenttest";
const ALL = dataStreamPattern(ENVIRONMENT);
const APPLICATION = dataStreamName(ENVIRONMENT, "application");
const PERFORMANCE = dataStreamName(ENVIRONMENT, "performance");

const { admin, auditor, setUp, tearDown, apply, ask, create, write, search, countOf } =
  searchContentEnvironment(ENVIRONMENT);

beforeAll(setUp);
afterAll(tearDown);

describe("applying the content", () => {
  test("again changes nothing, and reports what the engine does not support", async () => {
    const report = await apply();
    expect(report).toMatchObject({
      Engine: expect.stringMatching(/^opensearch \d/) as string,
      AccessControl: "roles, role mappings and audit logging applied",
      DataStreams: `0 created, 0 rolled over, ${LOGS.length} unchanged`,
    });
    expect(report.Retention).toMatch(/applied/);
    expect(report.Dashboards).toMatch(
      /^not applied: the engine has no OpenSearch Dashboards at \/_dashboards, the answer has status 40\d;/,
    );
  });

  test("with another number of replicas updates them in place", async () => {
    const report = await apply({ replicas: 1 });
    expect(report.DataStreams).toBe(`0 created, 0 rolled over, ${LOGS.length} unchanged`);
    const { body } = await ask(admin, "GET", `/${ALL}/_settings`);
    const replicas = Object.values(body as Record<string, { settings: { index: Json } }>).map(
      ({ settings }) => settings.index["number_of_replicas"],
    );
    expect(replicas).toEqual(LOGS.map(() => "1"));
    await apply();
  });

  test("rolls over a data stream whose write index has another template revision", async () => {
    const stream = dataStreamName(ENVIRONMENT, "audit");
    await ask(admin, "PUT", `/${stream}/_mapping`, { _meta: { revision: "of yesterday" } });
    expect((await apply()).DataStreams).toBe(`0 created, 1 rolled over, ${LOGS.length - 1} unchanged`);
    expect((await apply()).DataStreams).toBe(`0 created, 0 rolled over, ${LOGS.length} unchanged`);
  });

  test.each(QUESTIONS.map((question): [string, Question] => [question.id, question]))(
    "makes %s a search template whose defaults give the guide's query",
    async (id, question) => {
      const template = searchTemplateId(ENVIRONMENT, id);
      const rendered = await ask(auditor, "POST", "/_render/template", { id: template });
      expect(rendered.body).toEqual({ template_output: searchBody(question) });

      const params = Object.fromEntries(
        question.parameters.map(({ name }) => [name, `"${name}" \\ {{other}}`]),
      );
      const renderedWithParams = await ask(auditor, "POST", "/_render/template", { id: template, params });
      expect(renderedWithParams.body).toEqual({ template_output: searchBody(question, params) });
    },
  );
});

describe("the guide's queries", () => {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  /** The first value is an integer, which dynamic mapping would make the type of the field. */
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

  test("count errors of the last hour by type exactly", async () => {
    for (const body of [JSON.parse(GUIDE_QUERIES["error-analysis"]) as Json, searchBody(QUESTIONS[0])]) {
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

  test("give average and percentiles within 1 percent of the exact values", async () => {
    const { body } = await ask(
      auditor,
      "POST",
      `/${ALL}/_search`,
      JSON.parse(GUIDE_QUERIES["performance-analysis"]) as Json,
    );
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
  ])("%s is found under its alias", async (field, value, count) => {
    await expect(countOf({ term: { [field]: value } })).resolves.toBe(count);
  });
});

describe("a document", () => {
  const now = () => new Date().toISOString();

  test.each([
    ["a number written as text", { value: "12.5" }],
    ["a fraction in an integer field", { status: 200.5 }],
    ["an object in a keyword field", { level: { name: "ERROR" } }],
    ["an invalid time", { "@timestamp": "yesterday" }],
  ])("with %s is rejected", async (_what, fields) => {
    await expect(create(APPLICATION, { "@timestamp": now(), ...fields })).resolves.toMatchObject({
      status: 400,
    });
  });

  test.each([
    ["an unknown field", { surprise: { of: ["any", { shape: 1 }] } }],
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
  ])("with %s is stored unchanged and found", async (what, fields) => {
    const event = `test.${what.replaceAll(" ", "-")}`;
    const document = { "@timestamp": now(), event, ...fields };
    await expect(create(APPLICATION, document)).resolves.toMatchObject({ status: 201 });

    const [found] = await search({ term: { event } });
    const { attributes_unindexed: unindexed, ...rest } = found ?? {};
    const attributes = { ...(rest["attributes"] as Json | undefined), ...(unindexed as Json | undefined) };
    expect({ ...rest, ...("attributes" in document && { attributes }) }).toEqual(document);
  });

  test.each(["A-1", "A-2", "A-3"])(
    "is found by other attributes than those that cannot be indexed (%s)",
    async (sku) => {
      const found = await search({ term: { "attributes.sku": sku } });
      expect(found).toMatchObject([
        { attributes: { sku }, attributes_unindexed: expect.anything() as unknown },
      ]);
    },
  );

  describe("with identifiers", () => {
    const event = "test.identifiers";
    const ids = {
      request_id: "req-made-up-1",
      trace_id: "0af7651916cd43dd8448eb211c80319c",
      span_id: "b7ad6b7169203331",
    };
    const cloudwatch = { log_stream: "api-1", event_id: "4".repeat(56) };

    beforeAll(() => write(APPLICATION, [{ "@timestamp": now(), event, ...ids, cloudwatch }]));

    test.each<[string, Json]>([
      ["its request id", { term: { request_id: ids.request_id } }],
      ["the ECS name of its trace id", { term: { "trace.id": ids.trace_id } }],
      [
        "the presence of a span id",
        { bool: { filter: [{ exists: { field: "span_id" } }, { term: { event } }] } },
      ],
      [
        "a search in all fields, as OpenSearch Dashboards sends it",
        { query_string: { query: ids.span_id, lenient: true } },
      ],
    ])("is found by %s", async (_what, query) => {
      await expect(search(query)).resolves.toMatchObject([{ event, ...ids, cloudwatch }]);
    });
  });

  test("with a thousand distinct attributes does not change the mapping", async () => {
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

function nested(levels: number): unknown {
  return Array.from({ length: levels }).reduce<unknown>((inner) => ({ k: inner }), "bottom");
}

function nestedList(levels: number): unknown {
  return Array.from({ length: levels }).reduce<unknown>((inner) => [inner], "bottom");
}
