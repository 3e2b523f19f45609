import { sinkOpener } from "../../../lambda/delivery/sink-provider";
import type { Sink, Verdict } from "../../../lambda/delivery/sinks/sink";
import { logEvents } from "../../fixtures/delivery/log-events";
import { scriptedSink } from "../../fixtures/delivery/scripted-sink";

const now = () => 0;
const route = (name: Sink["name"] = "datadog") => ({ name, wants: () => true });

function send({ send }: Sink) {
  const [event] = logEvents(1);
  if (!event) throw new Error("no event");
  return send([{ event, body: "", bytes: 0 }], { timeoutMs: 1_000, repeated: false });
}

test("a sink is built once, at the first call", async () => {
  const sink = scriptedSink();
  const build = jest.fn(() => Promise.resolve(sink));
  const openSinks = sinkOpener([{ route: route(), build }], now);
  expect(build).not.toHaveBeenCalled();
  await openSinks();
  for (const opened of await openSinks()) await send(opened);
  expect(build).toHaveBeenCalledTimes(1);
  expect(sink.requests).toHaveLength(1);
});

test("a sink that cannot be built takes nothing for now, alone, and is tried again at the next call", async () => {
  const build = jest
    .fn(() => Promise.resolve(scriptedSink({ name: "sentry" })))
    .mockRejectedValueOnce(new Error("secret dsn cannot be read"));
  const openSinks = sinkOpener(
    [
      { route: route("sentry"), build },
      { route: route(), build: () => Promise.resolve(scriptedSink()) },
    ],
    now,
  );
  const verdicts = async () =>
    Promise.all((await openSinks()).map(async (sink) => [sink.name, await send(sink)]));
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

test.each([
  ["credentials were refused is built anew, for they may have been renewed", { credentials: true }, 2],
  ["data stream is missing is kept", {}, 1],
] as const)("a sink whose %s", async (_, more, builds) => {
  const answer = (): Verdict => ({ kind: "park", reason: "403", ...more });
  const build = jest.fn(() => Promise.resolve(scriptedSink({ answer })));
  const openSinks = sinkOpener([{ route: route(), build }], now);
  for (const sink of await openSinks()) await send(sink);
  await openSinks();
  expect(build).toHaveBeenCalledTimes(builds);
});

test("a sink that asked for silence gets it in the next invocation too", async () => {
  const sink = scriptedSink({ answer: () => ({ kind: "retry", afterMs: 60_000, reason: "429" }) });
  const openSinks = sinkOpener([{ route: route(), build: () => Promise.resolve(sink) }], now);
  for (const opened of await openSinks()) await send(opened);
  for (const opened of await openSinks()) await send(opened);
  expect(sink.requests).toHaveLength(1);
});

test("what the route says of events is the sink's", async () => {
  const condense = jest.fn(() => ({ kept: [], sampled: [] }));
  const openSinks = sinkOpener(
    [{ route: { ...route(), condense }, build: () => Promise.resolve(scriptedSink()) }],
    now,
  );
  const [sink] = await openSinks();
  sink?.condense?.([]);
  expect(condense).toHaveBeenCalledTimes(1);
});
