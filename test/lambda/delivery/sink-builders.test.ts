import { sinkBuilders, withStormFilter } from "../../../lambda/delivery/sink-builders";
import type { DeliverySettings } from "../../../lambda/forwarder/settings";

const SETTINGS: DeliverySettings = {
  environment: "staging",
  parkingBucket: "parking",
  redactionKeySecretId: "redaction-key",
  opensearch: { endpoints: ["https://a.example"], authentication: "basic", secretId: "search", bulkSize: 7 },
  sentry: { dsnSecretId: "dsn", environment: "staging" },
  datadog: { apiKeySecretId: "key", intakeUrl: "https://intake.example" },
};
const SECRETS: Readonly<Record<string, string>> = {
  search: JSON.stringify({ username: "u", password: ["made", "up"].join("-") }),
  dsn: ["https://", "0".repeat(32), "@sentry.example/1"].join(""),
  key: ["made", "up"].join("-"),
};

test("every sink of the settings is built with its secret, in the order of the settings", async () => {
  const read = jest.fn((id: string) => Promise.resolve(SECRETS[id] ?? ""));
  const builders = sinkBuilders(SETTINGS, read, () => 0);
  expect(read).not.toHaveBeenCalled();
  const sinks = await Promise.all(builders.map(({ build }) => build()));
  expect(sinks.map(({ name }) => name)).toEqual(["opensearch", "sentry", "datadog"]);
  expect(builders.map(({ route }) => route.name)).toEqual(sinks.map(({ name }) => name));
  expect(sinks[0]?.limits.maxItems).toBe(7);
  expect(read.mock.calls.map(([id]) => id).sort()).toEqual(["dsn", "key", "search"]);
});

test("a sink whose secret cannot be read is not built", async () => {
  const builders = sinkBuilders(
    SETTINGS,
    () => Promise.reject(new Error("no secret")),
    () => 0,
  );
  for (const { build } of builders) await expect(build()).rejects.toThrow("no secret");
});

test("no settings build no sinks", () => {
  expect(
    sinkBuilders(
      { environment: "staging", parkingBucket: "parking", redactionKeySecretId: "redaction-key" },
      () => Promise.resolve(""),
      () => 0,
    ),
  ).toEqual([]);
});

test("a forwarder's builders keep storms from Sentry, and from no other sink", () => {
  const builders = sinkBuilders(
    SETTINGS,
    () => Promise.resolve(""),
    () => 0,
  );
  const filtered = withStormFilter(builders, () => 0).filter(({ route }) => route.condense !== undefined);
  expect(filtered.map(({ route }) => route.name)).toEqual(["sentry"]);
});
