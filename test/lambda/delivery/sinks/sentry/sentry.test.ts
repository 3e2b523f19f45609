import fc from "fast-check";
import type { LogRecord } from "../../../../../catalog";
import { createSentrySink, sentry } from "../../../../../lambda/delivery/sinks/sentry";
import { TIME_WINDOW } from "../../../../../lambda/delivery/sinks/sentry/limits";
import { updateAfterResponse } from "../../../../../lambda/delivery/sinks/sentry/rate-limits";
import type { Sink } from "../../../../../lambda/delivery/sinks/sink";
import { type SentryIntake, startSentryIntake } from "../../../../../local/intakes";
import { violatedRule } from "../../../../../local/intakes/sentry-rules";
import { propertyRuns } from "../../../../fixtures/property-runs";
import { anyRecord, eventOf, eventsOf, NOW, sendAll } from "../events";

const failure: LogRecord = {
  level: "ERROR",
  logger: "inventorysync.sync",
  message: "sync failed: no answer for SKU-1234",
  error_type: "WebhookTimeoutError",
  request_id: "req-17",
  shop: "northlight",
  method: "PUT",
  path: "/v1/stock/{sku}",
  status: 502,
  release: "4f2c9d1",
  environment: "staging",
  actor: "u-17",
  exception: {
    type: "WebhookTimeoutError",
    value: "no answer for SKU-1234",
    stacktrace: [
      'File "inventorysync/sync.py", line 88, in run',
      'File "/usr/lib/python3.12/socket.py", line 3, in read',
    ],
  },
  attributes: { sku: "SKU-1234" },
};

let intake: SentryIntake;
let sink: Sink;
let now: number;

beforeEach(async () => {
  now = NOW;
  intake = await startSentryIntake();
  sink = createSentrySink({ dsn: intake.dsn, addressPolicy: { allowPrivate: true }, now: () => now });
});
afterEach(() => intake.close());

const delivered = { kind: "delivered" };

describe("an event", () => {
  test("has every field of the record, under Sentry's attribute names", async () => {
    await expect(sendAll(sink, [eventOf(failure)])).resolves.toEqual([delivered]);
    expect(intake.events).toEqual([
      {
        event_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        timestamp: (NOW - 60_000) / 1_000,
        platform: "python",
        level: "error",
        logger: "inventorysync.sync",
        server_name: "inventorysync-api",
        transaction: "PUT /v1/stock/{sku}",
        release: "4f2c9d1",
        environment: "staging",
        message: "sync failed: no answer for SKU-1234",
        exception: {
          values: [
            {
              type: "WebhookTimeoutError",
              value: "no answer for SKU-1234",
              stacktrace: {
                frames: [
                  { filename: "inventorysync/sync.py", lineno: 88, function: "run", in_app: true },
                  { filename: "/usr/lib/python3.12/socket.py", lineno: 3, function: "read", in_app: false },
                ],
              },
            },
          ],
        },
        user: { id: "u-17" },
        fingerprint: ["WebhookTimeoutError", "inventorysync/sync.py run"],
        tags: {
          log: "application",
          shop: "northlight",
          error_type: "WebhookTimeoutError",
          method: "PUT",
          path: "/v1/stock/{sku}",
          status: "502",
          request_id: "req-17",
        },
        extra: expect.objectContaining({
          "attributes.sku": "SKU-1234",
          cloudwatch: {
            log_group: "/inventorysync/staging/application",
            log_stream: "inventorysync-api",
            event_id: eventOf({}).id,
          },
        }) as object,
      },
    ]);
  });

  test("that is sent twice is delivered twice and stored once", async () => {
    await sendAll(sink, eventsOf(3, failure));
    await expect(sendAll(sink, eventsOf(3, failure))).resolves.toEqual([delivered, delivered, delivered]);
    expect(intake.events).toHaveLength(3);
  });

  test("has the environment of the sink's settings rather than the record's", async () => {
    const named = createSentrySink({
      dsn: intake.dsn,
      addressPolicy: { allowPrivate: true },
      environment: "blue",
      now: () => now,
    });
    await sendAll(named, [eventOf(failure)]);
    expect(intake.events).toMatchObject([{ environment: "blue" }]);
  });

  test("with a W3C trace id is linked to the trace", () => {
    const ids = { trace_id: "ab".repeat(16), span_id: "cd".repeat(8) };
    expect(eventOfRecord({ ...failure, ...ids })).toMatchObject({ contexts: { trace: ids } });
    expect(eventOfRecord({ ...failure, trace_id: "none" })).not.toHaveProperty("contexts");
  });

  test.each([
    ["31 days old", -31 * 24 * 3_600_000],
    ["five minutes ahead", 5 * 60_000],
  ])("%s is sent with the current time, and its own time beside", (_, offsetMs) => {
    const own = new Date(NOW + offsetMs).toISOString();
    expect(eventOfRecord({ ...failure, "@timestamp": own })).toMatchObject({
      timestamp: NOW / 1_000,
      extra: { original_timestamp: own },
    });
  });

  test.each([
    ["as old as Sentry accepts", -TIME_WINDOW.maxAgeMs],
    ["as far ahead as Sentry accepts", TIME_WINDOW.maxAheadMs],
  ])("%s keeps its time", (_, offsetMs) => {
    const own = NOW + offsetMs;
    const event = eventOfRecord({ ...failure, "@timestamp": new Date(own).toISOString() });
    expect(event).toMatchObject({ timestamp: own / 1_000 });
    expect(event["extra"]).not.toHaveProperty("original_timestamp");
  });

  test("without a method and a path has no transaction, and with one of them only that", () => {
    const { method, path, ...other } = failure;
    expect(eventOfRecord(other)).not.toHaveProperty("transaction");
    expect(eventOfRecord({ ...other, method: "PUT" })).toMatchObject({ transaction: "PUT" });
    expect(eventOfRecord({ ...other, path: "/v1" })).toMatchObject({ transaction: "/v1" });
    expect([method, path]).toEqual(["PUT", "/v1/stock/{sku}"]);
  });

  test("without a level is an error", () => {
    const { level, ...other } = failure;
    expect(eventOfRecord(other)).toMatchObject({ level: level?.toLowerCase() });
  });

  test("with an error type and no exception has an exception of this type, with the message", () => {
    const { exception, ...other } = failure;
    expect(exception).toBeDefined();
    expect(eventOfRecord(other)).toMatchObject({
      exception: { values: [{ type: "WebhookTimeoutError", value: failure.message }] },
    });
    const { error_type: type, ...plain } = other;
    expect(type).toBeDefined();
    expect(eventOfRecord(plain)).not.toHaveProperty("exception");
  });

  test("whose stack trace has no frames keeps it as text", () => {
    const exception = { type: "E", value: "v", stacktrace: ["at sync.js:1:1"] };
    expect(eventOfRecord({ ...failure, exception })).toMatchObject({
      extra: { stacktrace: ["at sync.js:1:1"] },
    });
    expect(eventOfRecord(failure)["extra"]).not.toHaveProperty("stacktrace");
  });

  test.each([
    ["trace_id", "ab".repeat(17)],
    ["trace_id", "AB".repeat(16)],
    ["span_id", "cd".repeat(9)],
    ["span_id", undefined],
  ])("whose %s is %s is not linked to a trace", (name, value) => {
    const ids = { trace_id: "ab".repeat(16), span_id: "cd".repeat(8), [name]: value };
    expect(eventOfRecord({ ...failure, ...ids })).not.toHaveProperty("contexts");
  });

  test.each([{ trace_id: "0".repeat(32) }, { span_id: "0".repeat(16) }])(
    "with an id of zeros, %j, is not linked to a trace",
    (zeros) => {
      const ids = { trace_id: "ab".repeat(16), span_id: "cd".repeat(8), ...zeros };
      expect(eventOfRecord({ ...failure, ...ids })).not.toHaveProperty("contexts");
    },
  );

  test("has an id of its user that Sentry accepts, and the whole id beside", () => {
    const actor = "u".repeat(300);
    const event = eventOfRecord({ ...failure, actor }) as { user: { id: string }; extra: { actor: string } };
    expect(event.user.id).toMatch(/^u+… \[\d+ characters truncated\]$/);
    expect([event.user.id.length, event.extra.actor]).toEqual([128, actor]);
  });

  test("has for each attribute as much text as Sentry keeps for one", () => {
    const [long, whole] = ["l".repeat(20_000), "w".repeat(16_384)];
    const { extra } = eventOfRecord({ ...failure, attributes: { long, whole, other: whole, short: 1 } }) as {
      extra: Record<string, unknown>;
    };
    expect(extra).toMatchObject({
      "attributes.whole": whole,
      "attributes.other": whole,
      "attributes.short": 1,
    });
    expect(extra["attributes.long"]).toMatch(/^l+… \[\d+ characters truncated\]$/);
    expect(String(extra["attributes.long"]).length).toBeLessThanOrEqual(16_384);
  });

  test("without an actor has no user", () => {
    expect(eventOfRecord({ ...failure, actor: "" })).not.toHaveProperty("user");
  });

  test("has nested attributes up to five levels, and deeper ones as JSON", () => {
    const attributes = { b: { c: { d: { e: [1, ["ü"]] } } } };
    expect(eventOfRecord({ ...failure, attributes })).toMatchObject({
      extra: { "attributes.b": { c: { d: { e: [1, '["ü"]'] } } } },
    });
  });

  test("has no control characters in its texts and keys, except tabs and line breaks", () => {
    const message = "a\u0000b\tc\nd\u0007\ud83d";
    expect(eventOfRecord({ ...failure, message, attributes: { "k\u0000": message } })).toMatchObject({
      message: "a\ufffdb\tc\nd\ufffd\ufffd",
      extra: { "attributes.k\ufffd": "a\ufffdb\tc\nd\ufffd\ufffd" },
    });
  });

  test("has names on one line, without spaces around them", () => {
    expect(eventOfRecord({ ...failure, logger: "  inventorysync \n\t sync  " })).toMatchObject({
      logger: "inventorysync sync",
    });
    expect(eventOfRecord({ ...failure, logger: " \n " })).not.toHaveProperty("logger");
  });

  test.each([
    ["CRITICAL", "fatal"],
    ["ERROR", "error"],
    ["WARNING", "warning"],
    ["INFO", "info"],
    ["DEBUG", "debug"],
  ] as const)("with level %s has the Sentry level %s", (level, severity) => {
    expect(eventOfRecord({ ...failure, level })).toMatchObject({ level: severity });
  });

  test.each([
    ["release", "feature/stock", "feature-stock"],
    ["release", "latest", undefined],
    ["release", "r".repeat(300), "r".repeat(200)],
    ["environment", "eu/blue", "eu-blue"],
    ["environment", "None", undefined],
    ["environment", "e".repeat(100), "e".repeat(64)],
    ["logger", `inventorysync.${"x".repeat(100)}`, `inventorysync.${"x".repeat(50)}`],
  ])("has a valid %s: %s", (name, input, expected) => {
    expect(eventOfRecord({ ...failure, [name]: input })[name]).toBe(expected);
  });

  test("has a message that is truncated before an emoji, not within it", () => {
    const message = `${"m".repeat(8_168)}${"💥".repeat(100)}`;
    const { message: sent } = eventOfRecord({ ...failure, message });
    expect(sent).toMatch(/^m+… \[\d+ characters truncated\]$/);
    expect(String(sent).length).toBeLessThanOrEqual(8_192);
  });

  test.each([
    ["a message", { message: "m".repeat(9_000) }],
    ["an exception's value", { exception: { type: "E", value: "v".repeat(9_000), stacktrace: [] } }],
    ["attributes", { attributes: { body: "a".repeat(300_000) } }],
    ["an attribute", { attributes: { body: "a".repeat(17_000) } }],
    ["a list", { attributes: { body: Array.from({ length: 9_000 }, () => 12) } }],
    ["a field", { statement: "s".repeat(17_000) }],
    [
      "a stack trace",
      {
        exception: {
          type: "E",
          value: "v",
          stacktrace: Array.from({ length: 51 }, () => 'File "a", line 1'),
        },
      },
    ],
  ])("reports that %s was truncated", (_, record) => {
    expect(sink.encode(eventOf({ ...failure, ...record })).truncated).toBe(true);
    expect(sink.encode(eventOf(failure)).truncated).toBe(false);
  });

  test("with occurrences has a tag with their number", async () => {
    // One after the other: the events of a batch are sent concurrently, and arrive in any order.
    await sendAll(sink, [eventOf(failure, { occurrences: 990 })]);
    await sendAll(sink, [eventOf(failure, { id: "alone" })]);
    expect(intake.events).toMatchObject([{ tags: { occurrences: "990" } }, { tags: {} }]);
    expect(intake.events[1]?.["tags"]).not.toHaveProperty("occurrences");
  });

  test("with too many attributes keeps everything else", async () => {
    const attributes = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`key${i}`, "value"]));
    await expect(sendAll(sink, [eventOf({ ...failure, attributes })])).resolves.toEqual([delivered]);
    expect(intake.events).toMatchObject([{ message: failure.message, tags: { shop: "northlight" } }]);
  });

  test("is valid and within the limit, for any record", () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const { body } = sink.encode(eventOf(record));
        expect(violatedRule(eventIn(body))).toBeUndefined();
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(190_000);
      }),
      { numRuns: propertyRuns(150) },
    );
  });
});

describe("a verdict", () => {
  test.each([
    [200, "retry"],
    [202, "park"],
    [204, "park"],
    [301, "park"],
    [307, "park"],
    [400, "reject"],
    [401, "park"],
    [403, "park"],
    [404, "park"],
    [405, "park"],
    [408, "retry"],
    [413, "reject"],
    [429, "retry"],
    [500, "retry"],
    [503, "retry"],
  ])("for status %i is %s", async (status, kind) => {
    intake.scriptFaults({ status });
    const [verdict] = await sendAll(sink, [eventOf(failure)]);
    expect(verdict?.kind).toBe(kind);
  });

  const id = JSON.parse(createdEnvelope(failure).split("\n")[0] ?? "") as { readonly event_id: string };

  test.each([
    ["the id of the event", JSON.stringify({ id: id.event_id }), "delivered"],
    ["the id as a UUID with hyphens", JSON.stringify({ id: asUuid(id.event_id) }), "delivered"],
    ["no body", "", "retry"],
    ["a page of a captive portal", "<html><body>Sign in</body></html>", "retry"],
    ["JSON without an id", "{}", "retry"],
    ["the id of another event", JSON.stringify({ id: "0".repeat(32) }), "retry"],
    ["an id that is no text", '{"id":1}', "retry"],
    ["the id in a list", JSON.stringify([{ id: id.event_id }]), "retry"],
    ["the id before endless text", JSON.stringify({ id: id.event_id }) + " ".repeat(100_000), "retry"],
  ])("for status 200 with %s", async (_, body, kind) => {
    intake.scriptFaults({ status: 200, body });
    await expect(sendAll(sink, [eventOf(failure)])).resolves.toMatchObject([{ kind }]);
  });

  test("for an HTML page with status 400 is park, because a proxy responded", async () => {
    intake.scriptFaults({ status: 400, headers: { "content-type": "text/html" }, body: "<h1>Bad</h1>" });
    await expect(sendAll(sink, [eventOf(failure)])).resolves.toMatchObject([{ kind: "park" }]);
  });

  test("for a truncated response is retry, and the retry stores no duplicate", async () => {
    intake.scriptFaults({ connection: "response-truncated" });
    await expect(sendAll(sink, [eventOf(failure)])).resolves.toMatchObject([{ kind: "retry" }]);
    await expect(sendAll(sink, [eventOf(failure)])).resolves.toEqual([delivered]);
    expect(intake.events).toHaveLength(1);
  });

  test("is specific to each event", async () => {
    intake.scriptFaults({ status: 500 }, {}, { status: 400 });
    const verdicts = await sendAll(sink, eventsOf(3, failure));
    expect(verdicts.map(({ kind }) => kind).toSorted()).toEqual(["delivered", "reject", "retry"]);
  });

  test("times out when the attempt does", async () => {
    intake.scriptFaults({ connection: "no-response" });
    await expect(sendAll(sink, [eventOf(failure)], { timeoutMs: 50 })).resolves.toMatchObject([
      { kind: "retry", reason: "sentry gave no response within 50 ms" },
    ]);
  });

  test("for a request without a response is retry", async () => {
    intake.scriptFaults({ connection: "reset" });
    await expect(sendAll(sink, [eventOf(failure)])).resolves.toMatchObject([{ kind: "retry" }]);
  });

  test("does not contain the key of the DSN", async () => {
    const key = new URL(intake.dsn).username;
    intake.scriptFaults({ status: 403 }, { connection: "reset" });
    const verdicts = [
      ...(await sendAll(sink, [eventOf(failure)])),
      ...(await sendAll(sink, [eventOf(failure)])),
    ];
    expect(JSON.stringify(verdicts)).not.toContain(key);
  });
});

describe("rate limits", () => {
  const second = () => sendAll(sink, [eventOf(failure, { id: "second" })]);

  test.each([
    ["a 429 without a header", { status: 429 }, 60_000],
    ["Retry-After", { status: 429, headers: { "retry-after": "7" } }, 7_000],
    [
      "a limit on errors in a response with status 200",
      { headers: { "x-sentry-rate-limits": "90:error:key" } },
      90_000,
    ],
    ["a limit on all categories", { headers: { "x-sentry-rate-limits": "90::organization" } }, 90_000],
    [
      "a limit on errors among others, which overrides Retry-After",
      {
        status: 429,
        headers: { "x-sentry-rate-limits": "5:transaction:key, 90:error;default:key", "retry-after": "7" },
      },
      90_000,
    ],
  ])("with %s apply to errors for the stated time", async (_, fault, rateLimitMs) => {
    intake.scriptFaults(fault);
    await sendAll(sink, [eventOf(failure)]);
    const before = intake.requests.length;

    now = NOW + rateLimitMs - 1;
    await expect(second()).resolves.toMatchObject([{ kind: "retry", afterMs: 1 }]);
    expect(intake.requests).toHaveLength(before);

    now = NOW + rateLimitMs;
    await expect(second()).resolves.toEqual([delivered]);
  });

  test.each([
    ["Retry-After of a year", { status: 429, headers: { "retry-after": "31536000" } }],
    ["a limit of a year", { headers: { "x-sentry-rate-limits": "31536000:error:key" } }],
    [
      "Retry-After with a date in 2099",
      { status: 503, headers: { "retry-after": "Thu, 01 Jan 2099 00:00:00 GMT" } },
    ],
  ])("with %s apply for 15 minutes", async (_, fault) => {
    intake.scriptFaults(fault);
    await sendAll(sink, [eventOf(failure)]);
    now = NOW + 900_000 - 1;
    await expect(second()).resolves.toMatchObject([{ kind: "retry", afterMs: 1 }]);
    now = NOW + 900_000;
    await expect(second()).resolves.toEqual([delivered]);
  });

  test("on any number of other categories are not kept", async () => {
    const categories = Array.from({ length: 400 }, (_, index) => `c${index}`).join(";");
    const fault = { headers: { "x-sentry-rate-limits": `600:${categories}:key` } };
    intake.scriptFaults(fault, fault);
    await expect(sendAll(sink, eventsOf(2, failure))).resolves.toEqual([delivered, delivered]);
    const limits = updateAfterResponse(
      {},
      { kind: "response", status: 200, headers: fault.headers, body: "" },
      NOW,
    );
    expect(limits).toEqual({});
  });

  test("on transactions do not apply to errors", async () => {
    intake.scriptFaults({ headers: { "x-sentry-rate-limits": "600:transaction;profile:key" } });
    await sendAll(sink, [eventOf(failure)]);
    await expect(second()).resolves.toEqual([delivered]);
  });

  test("outlive the sink, which is created again after a 403, also with another key", async () => {
    const { dsn } = intake;
    const otherDsn = dsn.replace(/\/\/\w+@/, `//${"f".repeat(32)}@`);
    const secrets = [dsn, dsn, otherDsn];
    const build = sentry.createBuild(
      { dsnSecretId: "dsn", environment: "staging", addressPolicy: { allowPrivate: true } },
      {
        environment: "staging",
        readSecret: () => Promise.resolve(secrets.shift() ?? ""),
        now: () => now,
      },
    );
    intake.scriptFaults({ status: 403, headers: { "x-sentry-rate-limits": "90:error:key" } });
    await expect(sendAll(await build(), [eventOf(failure)])).resolves.toMatchObject([
      { kind: "park", invalidCredentials: true },
    ]);
    const before = intake.requests.length;
    for (const again of [await build(), await build()])
      await expect(sendAll(again, [eventOf(failure)])).resolves.toMatchObject([
        { kind: "retry", afterMs: 90_000 },
      ]);
    expect(intake.requests).toHaveLength(before);
  });

  test("give the throttled event a verdict with the delay", async () => {
    intake.scriptFaults({ status: 429, headers: { "x-sentry-rate-limits": "90:error:key" } });
    await expect(sendAll(sink, [eventOf(failure)])).resolves.toEqual([
      { kind: "retry", afterMs: 90_000, reason: "sentry answered 429" },
    ]);
  });
});

test.each([
  "",
  "not a DSN",
  "https://sentry.example.com/1",
  "https://your-key@sentry.io/your-project",
  "ftp://abc@example.com/1",
])("%j is rejected as a DSN without printing it", (dsn) => {
  const console = jest.spyOn(globalThis.console, "error").mockImplementation();
  const create = () => createSentrySink({ dsn, addressPolicy: { allowPrivate: false }, now: () => now });
  expect(create).toThrow(
    "the Sentry DSN is not a DSN, expected https://<key>@<host>/<project>; correct the value of its secret",
  );
  expect(console).not.toHaveBeenCalled();
  console.mockRestore();
});

function createdEnvelope(record: LogRecord): string {
  const dsn = "https://key@sentry.example.com/1";
  return createSentrySink({ dsn, addressPolicy: { allowPrivate: false }, now: () => NOW }).encode(
    eventOf(record),
  ).body;
}

function asUuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function eventOfRecord(record: LogRecord): Readonly<Record<string, unknown>> {
  return eventIn(sink.encode(eventOf(record)).body);
}

function eventIn(envelope: string): Readonly<Record<string, unknown>> {
  return JSON.parse(envelope.split("\n")[2] ?? "") as Readonly<Record<string, unknown>>;
}
