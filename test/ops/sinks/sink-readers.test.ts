/** The readers, against the local intakes, which hold what the forwarder's own encoders sent. */
import type { LogId, LogRecord } from "../../../catalog";
import { createDatadogSink } from "../../../lambda/delivery/sinks/datadog";
import type { LogEvent } from "../../../lambda/delivery/log-event";
import { createSentrySink } from "../../../lambda/delivery/sinks/sentry";
import {
  type DatadogIntake,
  type SentryIntake,
  startDatadogIntake,
  startSentryIntake,
} from "../../../local/intakes";
import {
  createSinkReader,
  createSinkReaders,
  SINK_IDS,
  type SinkReader,
  type StoredEvent,
} from "../../../ops/sinks";
import { collectingIo } from "../../fixtures/operator-io";
import { configWithSinks } from "../../fixtures/stacks";
import { eventOf, NOW, sendAll } from "../../lambda/delivery/sinks/events";

const API_KEY = ["made", "up", "key"].join("-");
const WINDOW = { since: NOW - 3_600_000, until: NOW };
const STREAM = "inventorysync-smoke/7d2f";

let datadog: DatadogIntake;
let sentry: SentryIntake;
beforeEach(async () => {
  datadog = await startDatadogIntake({ apiKey: API_KEY, now: () => NOW });
  sentry = await startSentryIntake();
});
afterEach(() => Promise.all([datadog.close(), sentry.close()]));

function contextWith(env: Readonly<Record<string, string>> = {}) {
  return {
    config: {
      ...configWithSinks("local", "sentry", "datadog"),
      datadog: { site: "datadoghq.com" as const, intakeUrl: datadog.url },
    },
    aws: { region: "us-east-1" },
    io: collectingIo({
      DD_API_KEY: API_KEY,
      DD_APP_KEY: datadog.appKey,
      SENTRY_URL: sentry.url,
      SENTRY_AUTH_TOKEN: sentry.api.authToken,
      SENTRY_ORG: sentry.api.organization,
      SENTRY_PROJECT: sentry.api.project,
      ...env,
    }),
    json: false,
  };
}

const datadogSink = (environment = "local") =>
  createDatadogSink({ apiKey: API_KEY, intakeUrl: datadog.url, environment, now: () => NOW });
const sentrySink = (environment = "local") =>
  createSentrySink({ dsn: sentry.dsn, addressPolicy: { allowPrivate: true }, environment, now: () => NOW });

/** An event a minute before now. */
function event(id: string, record: LogRecord = {}, log: LogId = "application"): LogEvent {
  const time = new Date(NOW - 60_000).toISOString();
  const base = eventOf({ "@timestamp": time, level: "ERROR", message: "sync failed", ...record });
  return { ...base, id, log, origin: { ...base.origin, logStream: STREAM } };
}

async function storedIn(reader: SinkReader, log: LogId): Promise<readonly StoredEvent[]> {
  const stored: StoredEvent[] = [];
  for await (const each of reader.stored(log, WINDOW)) stored.push(each);
  return stored;
}

async function idsOf(reader: SinkReader, log: LogId): Promise<string[]> {
  return (await storedIn(reader, log)).map(({ id }) => id);
}

describe("Datadog", () => {
  const reader = (env?: Readonly<Record<string, string>>) => createSinkReader("datadog", contextWith(env));

  test("the events of a log stream are found with their ids, logs and everything else", async () => {
    const other = event("3");
    await sendAll(datadogSink(), [
      event("1", { message: "first" }),
      event("2", { metric: "m" }, "performance"),
      { ...other, origin: { ...other.origin, logStream: `${STREAM}0` } },
    ]);
    const found = await (await reader()).find(STREAM, WINDOW);
    expect(found.map(({ id, log }) => [id, log])).toEqual([
      ["1", "application"],
      ["2", "performance"],
    ]);
    expect(found[0]?.text).toContain('"message":"first"');
  });

  test("only the events of a log, of this environment and in the time window count", async () => {
    const old = new Date(WINDOW.since - 1).toISOString();
    await sendAll(datadogSink(), [
      event("1"),
      event("2", {}, "performance"),
      event("3", { "@timestamp": old }),
    ]);
    await sendAll(datadogSink("staging"), [event("4")]);
    expect(await (await reader()).count("application", WINDOW)).toBe(1);
    expect(await (await reader()).count("audit", WINDOW)).toBe(0);
  });

  test("the ids of more events than a page holds are those of CloudWatch Logs", async () => {
    const events = Array.from({ length: 1_001 }, (_, index) => event(`event-${index}`));
    await sendAll(datadogSink(), events.slice(0, 900));
    await sendAll(datadogSink(), events.slice(900));
    const ids = await idsOf(await reader(), "application");
    expect(ids.toSorted()).toEqual(events.map(SINK_IDS.datadog).toSorted());
  });

  test("the events of the last millisecond of the time window are stored in it, and those of the next are not", async () => {
    const times = [WINDOW.since, WINDOW.until, WINDOW.until + 1];
    await sendAll(
      datadogSink(),
      times.map((time) => event(String(time), { "@timestamp": new Date(time).toISOString() })),
    );
    expect((await idsOf(await reader(), "application")).map(Number)).toEqual([WINDOW.since, WINDOW.until]);
  });

  test("an event that was too old is found by its delivery, with its own time", async () => {
    const originalTime = NOW - 20 * 3_600_000;
    const old = event("old", { "@timestamp": new Date(originalTime).toISOString() });
    await sendAll(datadogSink(), [old, event("new")]);
    const { late } = await reader();
    const stored: StoredEvent[] = [];
    for await (const each of late?.stored("application", WINDOW) ?? []) stored.push(each);
    expect(stored).toEqual([{ id: "old", logStream: STREAM, occurrences: 1, originalTime }]);
    expect(await storedIn(await reader(), "application")).toContainEqual(stored[0]);
  });

  test("an intake that no longer has its oldest logs makes the answer incomplete", async () => {
    const thousand = Array.from({ length: 1_000 }, (_, index) => event(`event-${index}`));
    for (let time = 0; time < 21; time += 1) await sendAll(datadogSink(), thousand);
    await expect((await reader()).count("application", WINDOW)).rejects.toThrow(
      /answer of Datadog is incomplete: .*no longer has its oldest logs/,
    );
  });

  test.each([
    ["another application key", { DD_APP_KEY: "made-up-app" }],
    ["another API key", { DD_API_KEY: "made-up" }],
  ])("%s is refused, with the remedy and without a key", async (_, env) => {
    const find = (await reader(env)).find(STREAM, WINDOW);
    await expect(find).rejects.toThrow(
      /answers 403 .*lacks the scope logs_read_data; correct DD_API_KEY and DD_APP_KEY/,
    );
    await expect(find).rejects.not.toThrow(/made-up/);
  });
});

describe("Sentry", () => {
  const reader = (env?: Readonly<Record<string, string>>) => createSinkReader("sentry", contextWith(env));

  test("the events of a log stream are found with their ids, logs and everything else", async () => {
    const other = event("3");
    await sendAll(sentrySink(), [
      event("1", { message: "first", shop: "papaya-home", attributes: { order: "o-17" } }),
      event("2", {}, "security"),
      { ...other, origin: { ...other.origin, logStream: `${STREAM}0` } },
    ]);
    // The sink sends events concurrently.
    const found = (await (await reader()).find(STREAM, WINDOW)).toSorted((a, b) => a.id.localeCompare(b.id));
    expect(found.map(({ id, log }) => [id, log])).toEqual([
      ["1", "application"],
      ["2", "security"],
    ]);
    for (const part of ["first", "papaya-home", "o-17"]) expect(found[0]?.text).toContain(part);
  });

  test("an event that represents several errors counts as so many", async () => {
    await sendAll(sentrySink(), [
      event("1"),
      { ...event("2"), occurrences: 7 },
      { ...event("3"), occurrences: 7 },
      event("4", {}, "security"),
    ]);
    await sendAll(sentrySink("staging"), [event("5")]);
    expect(await (await reader()).count("application", WINDOW)).toBe(15);
    expect(await (await reader()).count("security", WINDOW)).toBe(1);
  });

  test("an event that represents several errors is stored with their number, which its id includes", async () => {
    const events = [event("1"), { ...event("2"), occurrences: 7 }];
    await sendAll(sentrySink(), events);
    expect(new Set(await storedIn(await reader(), "application"))).toEqual(
      new Set(
        events.map((each) => ({
          id: SINK_IDS.sentry(each),
          logStream: STREAM,
          occurrences: each.occurrences ?? 1,
        })),
      ),
    );
  });

  test("the ids of more events than a page holds are those that the forwarder computes", async () => {
    const events = Array.from({ length: 101 }, (_, index) => event(`event-${index}`));
    await sendAll(sentrySink(), events);
    const ids = await idsOf(await reader(), "application");
    expect(ids.toSorted()).toEqual(events.map(SINK_IDS.sentry).toSorted());
  });

  test("an event outside of the seconds of the time window is not found", async () => {
    const times = [WINDOW.since - 1_000, WINDOW.since, WINDOW.until, WINDOW.until + 1_000];
    await sendAll(
      sentrySink(),
      times.map((time) => event(String(time), { "@timestamp": new Date(time).toISOString() })),
    );
    const found = await (await reader()).find(STREAM, WINDOW);
    // The requests are concurrent.
    expect(new Set(found.map(({ id }) => Number(id)))).toEqual(new Set([WINDOW.since, WINDOW.until]));
  });

  test.each([
    [
      "another token",
      { SENTRY_AUTH_TOKEN: "made-up" },
      /answers 401 .*correct SENTRY_AUTH_TOKEN, or SENTRY_URL/,
    ],
    [
      "another project",
      { SENTRY_PROJECT: "other" },
      /answers 404 .*no project other in the organization local/,
    ],
    ["a URL without TLS", { SENTRY_URL: "http://sentry.example.com" }, /SENTRY_URL is a URL without TLS/],
  ])("%s is refused, with the remedy", async (_, env, expected) => {
    const find = async () => (await reader(env)).find(STREAM, WINDOW);
    await expect(find()).rejects.toThrow(expected);
  });
});

describe("all sinks of an environment", () => {
  test("each configured sink has a reader", async () => {
    expect([...(await createSinkReaders(contextWith())).keys()]).toEqual(["sentry", "datadog"]);
  });

  test("everything that is missing to read them is named at once", async () => {
    const context = contextWith({ DD_APP_KEY: "", SENTRY_AUTH_TOKEN: "", SENTRY_PROJECT: "" });
    const readers = createSinkReaders(context);
    await expect(readers).rejects.toThrow(/Sentry .*SENTRY_AUTH_TOKEN is not set.*SENTRY_PROJECT is not set/);
    await expect(readers).rejects.toThrow(/Datadog cannot be read: DD_APP_KEY is not set/);
  });
});
