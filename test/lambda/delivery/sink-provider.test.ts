import { SINK_NAMES } from "../../../catalog";
import { deliver } from "../../../lambda/delivery/deliver";
import { createFailedEventStore } from "../../../lambda/delivery/failed-event-store";
import { sendItems } from "../../../lambda/delivery/send-items";
import { createSinkProvider, sinkBuilders, withAggregation } from "../../../lambda/delivery/sink-provider";
import type { SinkSettings } from "../../../lambda/delivery/sinks";
import { bodyOf } from "../../../lambda/delivery/sinks/body-writer";
import type { Item, Sink, Verdict } from "../../../lambda/delivery/sinks/sink";
import { SafeError } from "../../../lambda/shared/safe-error";
import { logEvents } from "../../fixtures/delivery/log-events";
import { memoryStore } from "../../fixtures/delivery/memory-store";
import { scriptedSink } from "../../fixtures/delivery/scripted-sink";
import { virtualClock } from "../../fixtures/delivery/virtual-clock";

const now = () => 0;
const route = (name: Sink["name"] = "datadog") => ({ name, matches: () => true });

function send({ send }: Sink) {
  const [event] = logEvents(1);
  if (!event) throw new Error("no event");
  return send([{ event, ...bodyOf("") }], { timeoutMs: 1_000, mayBeDuplicate: false });
}

test("a sink is built once, at the first call", async () => {
  const sink = scriptedSink();
  const build = jest.fn(() => Promise.resolve(sink));
  const sinkProvider = createSinkProvider([{ route: route(), build }], now);
  expect(build).not.toHaveBeenCalled();
  await sinkProvider();
  for (const opened of await sinkProvider()) await send(opened);
  expect(build).toHaveBeenCalledTimes(1);
  expect(sink.requests).toHaveLength(1);
});

test("a sink that cannot be built parks its events, and is built again at the next call", async () => {
  const build = jest
    .fn(() => Promise.resolve(scriptedSink({ name: "sentry" })))
    .mockRejectedValueOnce(new SafeError("secret dsn cannot be read"));
  const sinkProvider = createSinkProvider(
    [
      { route: route("sentry"), build },
      { route: route(), build: () => Promise.resolve(scriptedSink()) },
    ],
    now,
  );
  const verdicts = async () =>
    Promise.all((await sinkProvider()).map(async (sink) => [sink.name, await send(sink)]));
  const delivered: Verdict = { kind: "delivered" };
  await expect(verdicts()).resolves.toEqual([
    ["sentry", [{ kind: "park", reason: "secret dsn cannot be read" }]],
    ["datadog", [delivered]],
  ]);
  await expect(verdicts()).resolves.toEqual([
    ["sentry", [delivered]],
    ["datadog", [delivered]],
  ]);
});

test("a sink that cannot be built parks whole events, and makes no copy of them as truncated", async () => {
  const build = () => Promise.reject(new Error("secret dsn cannot be read"));
  const [sink] = await createSinkProvider([{ route: route(), build }], now)();
  if (!sink) throw new Error("no sink");
  const store = memoryStore();
  const [delivered] = await deliver(logEvents(2), [sink], {
    ...{ clock: virtualClock(), deadline: 30_000, failedEventStore: createFailedEventStore(store, now) },
  });
  expect(delivered?.ledger).toMatchObject({ parked: 2, unsettled: 0 });
  expect(store.calls).toEqual([expect.stringMatching(/^put parked\/datadog\//)]);
});

test.each([
  [
    "credentials are rejected is built again, because they may have been rotated",
    { invalidCredentials: true },
    2,
  ],
  ["data stream is missing is not built again", {}, 1],
] as const)("a sink whose %s", async (_, more, builds) => {
  const answer = (): Verdict => ({ kind: "park", reason: "403", ...more });
  const build = jest.fn(() => Promise.resolve(scriptedSink({ answer })));
  const sinkProvider = createSinkProvider([{ route: route(), build }], now);
  for (const sink of await sinkProvider()) await send(sink);
  await sinkProvider();
  expect(build).toHaveBeenCalledTimes(builds);
});

test("a sink whose credentials are rejected for one event of a batch is built again", async () => {
  const answer = ({ event }: Item): Verdict =>
    event.id === "event-1"
      ? { kind: "park", reason: "403", invalidCredentials: true }
      : { kind: "delivered" };
  const build = jest.fn(() => Promise.resolve(scriptedSink({ answer })));
  const sinkProvider = createSinkProvider([{ route: route(), build }], now);
  const batch = logEvents(2).map((event) => ({ event, ...bodyOf("") }));
  for (const sink of await sinkProvider())
    await sink.send(batch, { timeoutMs: 1_000, mayBeDuplicate: false });
  await sinkProvider();
  expect(build).toHaveBeenCalledTimes(2);
});

test("an open circuit stays open in the next invocation", async () => {
  const sink = scriptedSink({ answer: () => ({ kind: "retry", afterMs: 60_000, reason: "429" }) });
  const sinkProvider = createSinkProvider([{ route: route(), build: () => Promise.resolve(sink) }], now);
  const items = logEvents(1).map((event) => ({ event, ...bodyOf("") }));
  const invoke = async () => {
    for (const opened of await sinkProvider())
      await sendItems(opened, items, { clock: virtualClock(), deadline: 30_000 });
  };
  await invoke();
  await invoke();
  expect(sink.requests).toHaveLength(1);
});

test("a sink uses the aggregation of its route", async () => {
  const aggregate = jest.fn(() => ({ kept: [], sampled: [] }));
  const sinkProvider = createSinkProvider(
    [{ route: { ...route(), aggregate }, build: () => Promise.resolve(scriptedSink()) }],
    now,
  );
  const [sink] = await sinkProvider();
  sink?.aggregate?.([]);
  expect(aggregate).toHaveBeenCalledTimes(1);
});

describe("the sinks of the settings", () => {
  const SETTINGS: Required<SinkSettings> = {
    opensearch: {
      endpoints: ["https://a.example"],
      authentication: { kind: "basic", secretId: "search" },
      bulkSize: 7,
    },
    sentry: { dsnSecretId: "dsn", environment: "staging", addressPolicy: { allowPrivate: false } },
    datadog: { apiKeySecretId: "key", intakeUrl: "https://intake.example" },
  };
  const SECRETS: Readonly<Record<string, string>> = {
    search: JSON.stringify({ username: "u", password: ["made", "up"].join("-") }),
    dsn: ["https://", "0".repeat(32), "@sentry.example/1"].join(""),
    key: ["made", "up"].join("-"),
  };
  const read = jest.fn((id: string) => Promise.resolve(SECRETS[id] ?? ""));
  const context = { environment: "staging", readSecret: read, now };

  test("every sink reads its secret when it is built, not before", async () => {
    const builders = sinkBuilders(SETTINGS, context);
    expect(read).not.toHaveBeenCalled();
    const sinks = await Promise.all(builders.map(({ build }) => build()));
    expect(sinks.map(({ name }) => name)).toEqual(SINK_NAMES);
    expect(builders.map(({ route: { name } }) => name)).toEqual(SINK_NAMES);
    expect(sinks[0]?.limits.maxItems).toBe(7);
    expect(read.mock.calls.map(([id]) => id).sort()).toEqual(Object.keys(SECRETS).sort());
  });

  test("a sink cannot be built without its secret", async () => {
    const readSecret = () => Promise.reject(new Error("no secret"));
    const builders = sinkBuilders(SETTINGS, { ...context, readSecret });
    for (const { build } of builders) await expect(build()).rejects.toThrow("no secret");
  });

  test("a sink without settings has no builder", () => {
    expect(sinkBuilders({}, context)).toEqual([]);
  });

  test("the forwarder aggregates events for Sentry only", () => {
    const routes = withAggregation(sinkBuilders(SETTINGS, context), now).map((builder) => builder.route);
    expect(routes.filter((each) => "aggregate" in each).map(({ name }) => name)).toEqual(["sentry"]);
  });
});
