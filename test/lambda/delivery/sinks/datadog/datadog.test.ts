import fc from "fast-check";
import type { LogRecord } from "../../../../../catalog";
import { createDatadogSink } from "../../../../../lambda/delivery/sinks/datadog";
import { TIME_WINDOW } from "../../../../../lambda/delivery/sinks/datadog/limits";
import type { Sink } from "../../../../../lambda/delivery/sinks/sink";
import { type DatadogIntake, startDatadogIntake } from "../../../../../local/intakes";
import { propertyRuns } from "../../../../fixtures/property-runs";
import { anyRecord, eventOf, eventsOf, NOW, sendAll } from "../events";

const API_KEY = ["made", "up", "key"].join("-");
const HOUR_MS = 3_600_000;

let intake: DatadogIntake;
let sink: Sink;

beforeEach(async () => {
  intake = await startDatadogIntake({ apiKey: API_KEY, now: () => NOW });
  sink = sinkWith(API_KEY);
});
afterEach(() => intake.close());

function sinkWith(apiKey: string): Sink {
  return createDatadogSink({ apiKey, intakeUrl: intake.url, environment: "staging", now: () => NOW });
}

function encoded(record: LogRecord): unknown {
  return JSON.parse(sink.encode(eventOf(record)).body);
}

describe("a log", () => {
  test("has the fields of the record under Datadog's attribute names", async () => {
    const event = eventOf({
      level: "ERROR",
      logger: "inventorysync.sync",
      message: "sync failed",
      error_type: "IntegrityError",
      value: 1.5,
      method: "PUT",
      path: "/v1/stock/{sku}",
      status: 500,
      release: "4f2c9d1",
      environment: "blue",
      attributes: { sku: "SKU-1" },
    });
    await sendAll(sink, [event]);
    expect(intake.accepted().logs).toEqual([
      {
        ddsource: "python",
        service: "inventorysync",
        hostname: "inventorysync-api",
        ddtags: "env:staging,log:application",
        timestamp: event.record["@timestamp"],
        status: "ERROR",
        logger: { name: "inventorysync.sync" },
        message: "sync failed",
        error: { kind: "IntegrityError" },
        value: 1.5,
        http: { method: "PUT", url_details: { path: "/v1/stock/{sku}" }, status_code: 500 },
        version: "4f2c9d1",
        env: "blue",
        attributes: { sku: "SKU-1" },
        cloudwatch: { log_group: event.origin.logGroup, event_id: event.id },
      },
    ]);
  });

  test("has a message even if the record has none", () => {
    expect(encoded({ metric: "http.server.duration" })).toMatchObject({ message: "" });
  });

  test("that Datadog would drop because of its age has the current time, and its own time in an attribute", async () => {
    const old = new Date(NOW - 19 * HOUR_MS).toISOString();
    await expect(sendAll(sink, [eventOf({ "@timestamp": old })])).resolves.toEqual([{ kind: "delivered" }]);
    expect(intake.accepted()).toMatchObject({
      dropped: 0,
      logs: [{ timestamp: new Date(NOW).toISOString(), original_timestamp: old }],
    });
  });

  test.each([
    ["nine hours ahead", 9 * HOUR_MS],
    ["just beyond what Datadog accepts", 2 * HOUR_MS + 1],
    ["a year ahead", 365 * 24 * HOUR_MS],
  ])("whose time is %s has the current time, and its own time in an attribute", async (_, aheadMs) => {
    const own = new Date(NOW + aheadMs).toISOString();
    await sendAll(sink, [eventOf({ "@timestamp": own })]);
    expect(intake.accepted()).toMatchObject({
      dropped: 0,
      logs: [{ timestamp: new Date(NOW).toISOString(), original_timestamp: own }],
    });
  });

  test("that is as far ahead as Datadog accepts keeps its time", () => {
    const ahead = new Date(NOW + TIME_WINDOW.maxAheadMs).toISOString();
    expect(encoded({ "@timestamp": ahead })).toMatchObject({ timestamp: ahead });
    expect(encoded({ "@timestamp": ahead })).not.toHaveProperty("original_timestamp");
  });

  test("of a record without a time has the time of CloudWatch Logs", () => {
    const event = { ...eventOf({}), record: { message: "line" }, timestamp: NOW - HOUR_MS };
    expect(JSON.parse(sink.encode(event).body)).toMatchObject({
      timestamp: new Date(NOW - HOUR_MS).toISOString(),
    });
  });

  test("that is as old as Datadog accepts keeps its time", () => {
    const recent = new Date(NOW - TIME_WINDOW.maxAgeMs).toISOString();
    expect(encoded({ "@timestamp": recent })).toMatchObject({ timestamp: recent });
    expect(encoded({ "@timestamp": recent })).not.toHaveProperty("original_timestamp");
  });

  test("over 1 MB has its longest text truncated, with the number of missing characters", async () => {
    await sendAll(sink, [eventOf({ message: "m".repeat(1_500_000), shop: "northlight" })]);
    const { truncated, logs } = intake.accepted();
    const message = String(logs[0]?.["message"]);
    expect({ truncated, end: message.slice(-40) }).toEqual({
      truncated: 0,
      end: expect.stringMatching(/m… \[5\d{5} characters truncated\]$/) as string,
    });
    expect(logs[0]).toMatchObject({ shop: "northlight" });
  });

  test.each([
    ["over 1 MB", 1_500_000, true],
    ["within 1 MB", 900_000, false],
  ])("%s reports whether it was truncated", (_, length, cut) => {
    expect(sink.encode(eventOf({ message: "m".repeat(length) })).truncated).toBe(cut);
  });

  test("is JSON within the limit, for any record", () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const { body } = sink.encode(eventOf(record));
        expect(JSON.parse(body)).toMatchObject({ service: "inventorysync" });
        // Without a key that occurs twice.
        expect(JSON.stringify(JSON.parse(body))).toBe(body);
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(1_000_000);
      }),
      { numRuns: propertyRuns(60) },
    );
  });
});

describe("a request", () => {
  test("with the maximum number of logs is accepted", async () => {
    const { maxItems } = sink.limits;
    const verdicts = await sendAll(sink, eventsOf(maxItems, { message: "line" }));
    expect(verdicts).toEqual(Array.from({ length: maxItems }, () => ({ kind: "delivered" })));
    expect(intake.accepted().total).toBe(maxItems);
  });

  test("with the maximum number of bytes is accepted", async () => {
    const message = "m".repeat(990_000);
    const verdicts = await sendAll(sink, eventsOf(5, { message }));
    expect(verdicts.map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => "delivered"));
  });

  test("with an invalid key is parked as invalid credentials, and the reason does not contain the key", async () => {
    const wrong = ["another", "made", "up", "key"].join("-");
    const verdicts = await sendAll(sinkWith(wrong), [eventOf({})]);
    expect(verdicts).toEqual([
      {
        ...{ kind: "park", invalidCredentials: true },
        reason: "datadog answered 403: the API key is not valid at this site",
      },
    ]);
  });

  test.each([
    [202, "delivered"],
    [200, "park"],
    [204, "park"],
    [301, "park"],
    [307, "park"],
    [400, "split"],
    [401, "park"],
    [403, "park"],
    [404, "park"],
    [405, "park"],
    [408, "retry"],
    [413, "split"],
    [429, "retry"],
    [500, "retry"],
    [503, "retry"],
    [599, "retry"],
  ])("answered with %i gives all its logs the verdict %s", async (status, kind) => {
    intake.scriptFaults({ status });
    const verdicts = await sendAll(sink, eventsOf(2, {}));
    expect(verdicts.map((verdict) => verdict.kind)).toEqual([kind, kind]);
  });

  test.each([
    ["seconds", "30", 30_000],
    ["a date", new Date(NOW + 45_000).toUTCString(), 45_000],
    ["a year", "31536000", 900_000],
    ["a date in 2099", "Thu, 01 Jan 2099 00:00:00 GMT", 900_000],
    ["nothing", undefined, 0],
  ])("with Retry-After as %s is retried after that delay", async (_, retryAfter, afterMs) => {
    intake.scriptFaults({
      status: 429,
      headers: retryAfter === undefined ? {} : { "retry-after": retryAfter },
    });
    await expect(sendAll(sink, [eventOf({})])).resolves.toEqual([
      { kind: "retry", afterMs, reason: "datadog answered 429" },
    ]);
  });

  test("answered with 400 and an HTML page is parked, because a proxy responded", async () => {
    intake.scriptFaults({ status: 400, body: "<h1>Bad Request</h1>" });
    await expect(sendAll(sink, [eventOf({})])).resolves.toMatchObject([{ kind: "park" }]);
  });

  test("times out when the attempt does", async () => {
    intake.scriptFaults({ connection: "no-response" });
    await expect(sendAll(sink, [eventOf({})], { timeoutMs: 50 })).resolves.toMatchObject([
      { kind: "retry", reason: "datadog gave no response within 50 ms" },
    ]);
  });

  test("without a response is retried", async () => {
    intake.scriptFaults({ connection: "reset" });
    await expect(sendAll(sink, eventsOf(2, {}))).resolves.toMatchObject([
      { kind: "retry" },
      { kind: "retry" },
    ]);
  });
});
