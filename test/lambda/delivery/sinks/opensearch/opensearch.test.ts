import fc from "fast-check";
import { createOpenSearchSink } from "../../../../../lambda/delivery/sinks/opensearch";
import type { Sink } from "../../../../../lambda/delivery/sinks/sink";
import { createSearchClient } from "../../../../../lambda/shared/search-client";
import { type OpenSearchIntake, startOpenSearchIntake } from "../../../../../local/intakes";
import { anyRecord, eventOf, eventsOf, itemsOf, NOW, sendAll } from "../events";

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

describe("a document", () => {
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

  test("is two lines of JSON within the limit, for any record", () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const { body } = sink.encode(eventOf(record));
        const lines = body.split("\n");
        expect(lines).toHaveLength(2);
        expect(() => lines.map((line) => JSON.parse(line) as unknown)).not.toThrow();
        expect(Buffer.byteLength(body) + 2).toBeLessThanOrEqual(sink.limits.maxBytes);
      }),
      { numRuns: 60 },
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
  ])("do not quote %s", async (_, type, reason) => {
    intake.scriptResults({ status: 400, type, reason });
    const [verdict] = await sendAll(sink, [eventOf({})]);
    expect(verdict?.kind).toBe("reject");
    expect(JSON.stringify(verdict)).not.toContain("jane");
  });

  test("of another number than the items give every item the verdict retry", async () => {
    const short = sinkAt(intake.url);
    const [first, ...rest] = itemsOf(short, eventsOf(3, {}));
    // Two documents in one item: OpenSearch returns more results than there are items.
    const twice = { ...first, body: `${first?.body}\n${rest[0]?.body}` } as NonNullable<typeof first>;
    await expect(short.send([twice], { timeoutMs: 60_000, mayBeDuplicate: false })).resolves.toEqual([
      { kind: "retry", afterMs: 0, reason: "opensearch gave a response that cannot be decoded" },
    ]);
  });
});

describe("a bulk request", () => {
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
    [418, "reject"],
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
