import { LEVELS, LOGS } from "../../../../catalog";
import { createDatadogSink } from "../../../../lambda/delivery/sinks/datadog";
import { createOpenSearchSink } from "../../../../lambda/delivery/sinks/opensearch";
import { createSentrySink } from "../../../../lambda/delivery/sinks/sentry";
import { createSearchClient } from "../../../../lambda/shared/search-client";
import { eventOf, NOW } from "./events";

const now = () => NOW;
const client = createSearchClient({
  endpoints: ["http://127.0.0.1:1"],
  authentication: { kind: "apiKey", apiKey: "made-up" },
});
const SINKS = [
  createOpenSearchSink({ client, environment: "staging", bulkSize: 1_000, now }),
  createSentrySink({ dsn: `https://${"ab".repeat(16)}@sentry.example.com/1`, now }),
  createDatadogSink({ apiKey: "made-up", intakeUrl: "http://127.0.0.1:1", environment: "staging", now }),
];

const rows = SINKS.flatMap((sink) => LOGS.map((log) => ({ sink, log, name: `${sink.name} and ${log.id}` })));

test.each(rows)("the catalogue decides: $name", ({ sink, log }) => {
  const destinations: readonly string[] = log.destinations;
  const event = eventOf({ level: "ERROR" }, { log: log.id });
  expect(sink.matches(event)).toBe(destinations.includes(sink.name));
});

test.each([...LEVELS, undefined])("Sentry gets errors and worse, so of level %s:", (level) => {
  const sentry = SINKS.find(({ name }) => name === "sentry");
  const isError = level === "ERROR" || level === "CRITICAL";
  expect(sentry?.matches(eventOf(level === undefined ? {} : { level }))).toBe(isError);
});
