import { sinkOpener } from "../../../lambda/forwarder/open-sinks";
import { scriptedSink } from "../../fixtures/forwarder/scripted-sink";

test("a sink is built once, at the first call", async () => {
  const sink = scriptedSink();
  const build = jest.fn(() => Promise.resolve(sink));
  const openSinks = sinkOpener([{ name: "datadog", build }]);
  expect(build).not.toHaveBeenCalled();
  await openSinks();
  await expect(openSinks()).resolves.toEqual([{ sink }]);
  expect(build).toHaveBeenCalledTimes(1);
});

test("a sink that cannot be built is missing alone, and tried again at the next call", async () => {
  const sink = scriptedSink({ name: "sentry" });
  const build = jest
    .fn(() => Promise.resolve(sink))
    .mockRejectedValueOnce(new Error("secret dsn cannot be read"));
  const other = scriptedSink();
  const openSinks = sinkOpener([
    { name: "sentry", build },
    { name: "datadog", build: () => Promise.resolve(other) },
  ]);
  await expect(openSinks()).resolves.toEqual([
    { name: "sentry", unavailable: "secret dsn cannot be read" },
    { sink: other },
  ]);
  await expect(openSinks()).resolves.toEqual([{ sink }, { sink: other }]);
});
