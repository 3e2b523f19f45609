import fc from "fast-check";
import type { LogRecord } from "../../../../../catalog";
import { createOpenSearchSink } from "../../../../../lambda/delivery/sinks/opensearch";
import type { Sink } from "../../../../../lambda/delivery/sinks/sink";
import { createSearchClient } from "../../../../../lambda/shared/search-client";
import {
  type IntakeRequest,
  type IntakeServer,
  type OpenSearchIntake,
  serveIntake,
  startOpenSearchIntake,
} from "../../../../../local/intakes";
import { propertyRuns } from "../../../../fixtures/property-runs";
import { anyRecord, eventOf, eventsOf, NOW, sendAll } from "../events";

const authentication = { kind: "basic", username: "forwarder", password: "made-up" } as const;

let intake: OpenSearchIntake;
let sink: Sink;

beforeEach(async () => {
  intake = await startOpenSearchIntake();
  sink = sinkAt(intake.url);
});
afterEach(() => intake.close());

function sinkAt(url: string): Sink {
  return sinkOf(createSearchClient({ endpoints: [url], authentication }));
}

function sinkOf(client: ReturnType<typeof createSearchClient>): Sink {
  return createOpenSearchSink({ client, environment: "staging", bulkSize: 1_000, now: () => NOW });
}

const delivered = { kind: "delivered" };
const JSON_TYPE = { "content-type": "application/json" };

const engines: IntakeServer[] = [];
afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.close())));

/** An engine whose bulk responses have these results for the ids of the documents. */
async function startEngine(resultsOf: (ids: readonly string[]) => unknown) {
  const requests: IntakeRequest[] = [];
  const engine = await serveIntake((request) => {
    requests.push(request);
    const ids = [...request.body.matchAll(/"_id":"(?<id>[^"]+)"/g)].map(({ groups }) => groups?.["id"] ?? "");
    return { status: 200, headers: JSON_TYPE, body: JSON.stringify({ items: resultsOf(ids) }) };
  });
  engines.push(engine);
  return { ...engine, requests };
}

describe("a document", () => {
  test("has no NUL in the keys of its attributes, at any depth, because Elasticsearch rejects it", () => {
    const attributes = { "a\0b": 1, c: [{ "\0": "text\0" }], "a\ufffdb": 2 };
    expect(JSON.parse(sink.encode(eventOf({ attributes })).body.split("\n")[1] ?? "")).toMatchObject({
      attributes: { "a\ufffdb": 1, "a\ufffdb#2": 2, c: [{ "\ufffd": "text\0" }] },
    });
  });

  test("keeps its time, however far ahead", () => {
    const ahead = new Date(NOW + 9 * 3_600_000).toISOString();
    const { body } = sink.encode(eventOf({ "@timestamp": ahead }));
    expect(JSON.parse(body.split("\n")[1] ?? "")).toMatchObject({ "@timestamp": ahead });
    expect(body).not.toContain("original_timestamp");
  });

  test("is created in the data stream of its log, with the record and its origin", async () => {
    const event = eventOf({ level: "ERROR", message: "sync failed", attributes: { sku: "SKU-1" } });
    await expect(sendAll(sink, [event])).resolves.toEqual([delivered]);
    const [[key, document] = []] = [...intake.documents];
    expect(key).toMatch(/^\.ds-logs-inventorysync\.application-staging-000001\/[\w-]{22}$/);
    expect(document).toEqual({
      ...event.record,
      cloudwatch: {
        owner: event.origin.owner,
        log_group: event.origin.logGroup,
        log_stream: event.origin.logStream,
        event_id: event.id,
      },
    });
  });

  test("of a record without a time has the time of CloudWatch Logs", async () => {
    const event = { ...eventOf({}), record: { message: "line" }, timestamp: 1_767_225_600_000 };
    await sendAll(sink, [event]);
    expect([...intake.documents.values()]).toMatchObject([{ "@timestamp": "2026-01-01T00:00:00.000Z" }]);
  });

  test("that is sent twice is delivered twice and stored once", async () => {
    const events = eventsOf(3, { message: "line" });
    await sendAll(sink, events);
    await expect(sendAll(sink, events)).resolves.toEqual([delivered, delivered, delivered]);
    expect(intake.documents.size).toBe(3);
  });

  test("has a distinct id for every owner, log group, log stream and event id", () => {
    const { origin, ...event } = eventOf({});
    const variants = [
      { ...event, origin },
      { ...event, origin: { ...origin, owner: "111111111111" } },
      { ...event, origin: { ...origin, logGroup: "/inventorysync/staging/audit" } },
      { ...event, origin: { ...origin, logStream: "inventorysync-worker" } },
      { ...event, origin, id: "another" },
      { ...event, origin: { ...origin, logStream: "" }, id: `${origin.logStream}\n${event.id}` },
    ];
    expect(new Set(variants.map((variant) => sink.encode(variant).body.split("\n")[0])).size).toBe(
      variants.length,
    );
  });

  test("contains the record and its origin, whatever texts and times they have", () => {
    fc.assert(
      fc.property(anyRecord, fc.string(), fc.string(), fc.boolean(), (record, id, logStream, isTimed) => {
        const { origin, ...event } = eventOf(record, { id });
        const { body, truncated } = sink.encode({
          ...event,
          origin: { ...origin, logStream },
          record: isTimed ? { "@timestamp": "2026-01-01T00:00:00Z", ...record } : record,
        });
        const hasNul = JSON.stringify(record).includes(String.raw`\u0000`);
        fc.pre(!truncated && !hasNul);
        const json = JSON.parse(JSON.stringify(record)) as LogRecord;
        const time = isTimed ? "2026-01-01T00:00:00Z" : new Date(event.timestamp).toISOString();
        expect(JSON.parse(body.split("\n")[1] ?? "")).toEqual({
          "@timestamp": time,
          ...json,
          cloudwatch: {
            owner: origin.owner,
            log_group: origin.logGroup,
            log_stream: logStream,
            event_id: id,
          },
        });
      }),
      { numRuns: propertyRuns(60) },
    );
  });

  test("is two lines of JSON within the limit, for any record", () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const { body } = sink.encode(eventOf(record));
        const lines = body.split("\n");
        expect(lines.pop()).toBe("");
        expect(lines).toHaveLength(2);
        expect(() => lines.map((line) => JSON.parse(line) as unknown)).not.toThrow();
        expect(Buffer.byteLength(body) + 2).toBeLessThanOrEqual(sink.limits.maxBytes);
      }),
      { numRuns: propertyRuns(60) },
    );
  });
});

describe("results of one request", () => {
  test("give each document its own verdict", async () => {
    intake.scriptResults(
      undefined,
      { status: 409, type: "version_conflict_engine_exception" },
      { status: 429, type: "rejected_execution_exception" },
      {
        status: 400,
        type: "mapper_parsing_exception",
        reason: "failed to parse field [value] of type [double]",
      },
      { status: 503, type: "unavailable_shards_exception" },
      { status: 403, type: "security_exception" },
    );
    await expect(sendAll(sink, eventsOf(6, { message: "line" }))).resolves.toEqual([
      delivered,
      delivered,
      { kind: "retry", afterMs: 0, reason: "opensearch answered 429: rejected_execution_exception" },
      { kind: "reject", reason: "opensearch answered 400: mapper_parsing_exception (value)" },
      { kind: "retry", afterMs: 0, reason: "opensearch answered 503: unavailable_shards_exception" },
      {
        kind: "park",
        invalidCredentials: true,
        reason: expect.stringContaining("no permission to write") as string,
      },
    ]);
  });

  test.each([
    [
      "the rejected value",
      "mapper_parsing_exception",
      "failed to parse field [value]. Preview: 'jane@example.com'",
    ],
    [
      "a key of the log",
      "strict_dynamic_mapping_exception",
      "dynamic introduction of [jane@example.com] is not allowed",
    ],
    [
      "an unknown field",
      "mapper_parsing_exception",
      "failed to parse field [jane@example.com] of type [long]",
    ],
    ["an error that is text", "jane@example.com is bad", "jane@example.com"],
    ["a type that is a word", "jane", undefined],
    ["a type of words that are no exception", "jane_made_up", undefined],
    ["a type of more than one line", "jane\n_exception", undefined],
    ["a type with a digit", "jane1_exception", undefined],
    ["a type of more than 60 characters", `jane_${"a".repeat(60)}_exception`, undefined],
  ])("do not quote %s", async (_, type, reason) => {
    intake.scriptResults({ status: 400, type, ...(reason !== undefined && { reason }) });
    const [verdict] = await sendAll(sink, [eventOf({})]);
    expect(verdict?.kind).toBe("reject");
    expect(JSON.stringify(verdict)).not.toContain("jane");
  });

  test.each([["es_rejected_execution_exception"], [`${"a".repeat(50)}_exception`], ["parse_exception"]])(
    "name the type %s",
    async (type) => {
      intake.scriptResults({ status: 400, type });
      await expect(sendAll(sink, [eventOf({})])).resolves.toEqual([
        { kind: "reject", reason: `opensearch answered 400: ${type}` },
      ]);
    },
  );

  test("belong to the documents with their ids, in any order", async () => {
    const engine = await startEngine((ids) =>
      [...ids].reverse().map((_id) => ({ create: { _id, status: _id === ids[0] ? 400 : 201 } })),
    );
    await expect(sendAll(sinkAt(engine.url), eventsOf(3, {}))).resolves.toMatchObject([
      { kind: "reject" },
      delivered,
      delivered,
    ]);
  });

  const UNKNOWN = { kind: "retry", afterMs: 0, reason: "opensearch gave a response that cannot be decoded" };
  const createdOf = (_id: unknown) => ({ create: { _id, status: 201 } });

  test.each<[string, (ids: readonly string[]) => unknown]>([
    ["no result for an id", (ids) => ids.slice(1).map(createdOf)],
    ["the result of another document", (ids) => ["another", ...ids.slice(1)].map(createdOf)],
    ["a result without an id", (ids) => [undefined, ...ids.slice(1)].map(createdOf)],
    [
      "a status that is text",
      ([first, ...ids]) => [{ create: { _id: first, status: "201" } }, ...ids.map(createdOf)],
    ],
    [
      "the result of another action",
      ([first, ...ids]) => [{ index: { _id: first, status: 201 } }, ...ids.map(createdOf)],
    ],
  ])("with %s give the document the verdict retry", async (_, resultsOf) => {
    const engine = await startEngine(resultsOf);
    await expect(sendAll(sinkAt(engine.url), eventsOf(2, {}))).resolves.toEqual([UNKNOWN, delivered]);
  });

  test.each([["text"], [{}], [null], [undefined]])(
    "that are %j give all documents the verdict retry",
    async (items) => {
      const engine = await startEngine(() => items);
      await expect(sendAll(sinkAt(engine.url), eventsOf(2, {}))).resolves.toEqual([UNKNOWN, UNKNOWN]);
    },
  );

  test.each([
    [
      403,
      "cluster_block_exception",
      "index [i] blocked by: [FORBIDDEN/8/index write (api)];",
      "blocked for writing",
    ],
    [400, "index_closed_exception", "closed", "the index is closed"],
    [
      400,
      "illegal_argument_exception",
      "pipeline with id [final] does not exist",
      "the ingest pipeline is missing",
    ],
    [
      ...[
        400,
        "validation_exception",
        "this action would add [2] shards, with [1000]/[1000] maximum shards open;",
      ],
      "maximum number of shards",
    ] as const,
    [
      ...[400, "validation_exception", "this cluster has [1000]/[1000] maximum normal shards open;"],
      "maximum number of shards",
    ] as const,
  ] as const)(
    "park a document for the operator if status %i is %s: %s",
    async (status, type, reason, remedy) => {
      intake.scriptResults({ status, type, reason });
      await expect(sendAll(sink, [eventOf({})])).resolves.toEqual([
        {
          kind: "park",
          reason: expect.stringMatching(
            new RegExp(`^opensearch answered ${status}: .*${remedy}.*: ${type}$`),
          ) as string,
        },
      ]);
    },
  );

  test.each([
    [400, "illegal_argument_exception", "Document contains at least one immense term", "reject"],
    [400, "illegal_argument_exception", "field quotes: pipeline with id [x] does not exist", "reject"],
    [400, "validation_exception", "the document is bad", "reject"],
    [
      429,
      "cluster_block_exception",
      "[TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark]",
      "retry",
    ],
    [503, "cluster_block_exception", "blocked by: [SERVICE_UNAVAILABLE/2/no master];", "retry"],
  ])("are not for the operator if status %i is %s: %s", async (status, type, reason, kind) => {
    intake.scriptResults({ status, type, reason });
    await expect(sendAll(sink, [eventOf({})])).resolves.toMatchObject([{ kind }]);
  });
});

describe("a bulk request", () => {
  test.each([
    [400, { "content-type": "text/html" }, "<h1>Bad Request</h1>"],
    [403, JSON_TYPE, JSON.stringify({ error: { type: "cluster_block_exception" } })],
    [400, JSON_TYPE, JSON.stringify({ error: { type: "index_closed_exception" } })],
  ])(
    "answered with %i and %j: %s is parked, and no credentials are suspected",
    async (status, headers, body) => {
      intake.scriptFaults({ status, headers, body });
      const [verdict] = await sendAll(sink, [eventOf({})]);
      expect(verdict).toEqual({ kind: "park", reason: expect.any(String) as string });
    },
  );

  test.each([
    ["an HTML page", { "content-type": "text/html" }, "<h1>Welcome</h1>"],
    ["an empty object", JSON_TYPE, "{}"],
    ["malformed JSON", JSON_TYPE, '{"items":['],
  ])("answered with 200 and %s is retried", async (_, headers, body) => {
    intake.scriptFaults({ status: 200, headers, body });
    await expect(sendAll(sink, eventsOf(2, {}))).resolves.toMatchObject([
      { kind: "retry" },
      { kind: "retry" },
    ]);
  });

  test.each([[400], [401], [403], [429], [500]])(
    "answered with %i does not quote a credential in the place of the error's type",
    async (status) => {
      intake.scriptFaults({
        status,
        headers: JSON_TYPE,
        body: JSON.stringify({ error: { type: "correcthorse", reason: "correcthorse" } }),
      });
      expect(JSON.stringify(await sendAll(sink, [eventOf({})]))).not.toContain("correcthorse");
    },
  );

  test("that is redirected does not send the credentials to the other address", async () => {
    const other = await startEngine(() => []);
    intake.scriptFaults({ status: 307, headers: { location: `${other.url}/_bulk` } });
    await expect(sendAll(sink, [eventOf({})])).resolves.toMatchObject([{ kind: "park" }]);
    expect(other.requests).toEqual([]);
  });

  test.each([
    [401, "park"],
    [403, "park"],
    [408, "retry"],
    [413, "split"],
    [429, "retry"],
    [500, "retry"],
    [502, "retry"],
    [503, "retry"],
    [504, "retry"],
    [400, "split"],
    [204, "retry"],
    [302, "park"],
    [308, "park"],
    [404, "park"],
    [405, "park"],
    [418, "park"],
  ])("answered with %i gives all its documents the verdict %s", async (status, kind) => {
    intake.scriptFaults({ status });
    const verdicts = await sendAll(sink, eventsOf(2, {}));
    expect(verdicts.map((verdict) => verdict.kind)).toEqual([kind, kind]);
  });

  test.each([
    ["has no response", { connection: "reset" }],
    ["has a truncated response", { connection: "response-truncated" }],
  ] as const)("that %s is retried", async (_, fault) => {
    intake.scriptFaults(fault);
    await expect(sendAll(sink, eventsOf(2, {}))).resolves.toMatchObject([
      { kind: "retry" },
      { kind: "retry" },
    ]);
  });

  test("with a truncated response creates no duplicate when it is retried", async () => {
    intake.scriptFaults({ connection: "response-truncated" });
    const events = eventsOf(2, {});
    await sendAll(sink, events);
    await expect(sendAll(sink, events)).resolves.toEqual([delivered, delivered]);
    expect(intake.documents.size).toBe(2);
  });

  test("with Retry-After is retried after that delay", async () => {
    intake.scriptFaults({ status: 429, headers: { "retry-after": "7" } });
    await expect(sendAll(sink, [eventOf({})])).resolves.toEqual([
      { kind: "retry", afterMs: 7_000, reason: "opensearch answered 429" },
    ]);
  });

  test("times out when the attempt does", async () => {
    intake.scriptFaults({ connection: "no-response" });
    const client = createSearchClient({ endpoints: [intake.url], authentication });
    const request = jest.spyOn(client.transport, "request");
    await expect(sendAll(sinkOf(client), eventsOf(2, {}), { timeoutMs: 50 })).resolves.toMatchObject([
      { kind: "retry" },
      { kind: "retry" },
    ]);
    expect(request.mock.calls.map(([, options]) => options)).toEqual([{ requestTimeout: 50, maxRetries: 0 }]);
  });

  test("is sent once, without a retry of the client", async () => {
    intake.scriptFaults({ status: 503 });
    await sendAll(sink, [eventOf({})]);
    expect(intake.requests).toHaveLength(0);
  });

  test("above the size limit of OpenSearch is split", async () => {
    const small = await startOpenSearchIntake({ maxBytes: 500 });
    await expect(sendAll(sinkAt(small.url), eventsOf(4, { message: "line" }))).resolves.toEqual(
      Array.from({ length: 4 }, () => ({
        kind: "split",
        reason: "opensearch answered 413: the request is too large",
      })),
    );
    await small.close();
  });
});
