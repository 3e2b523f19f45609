import { measuredIndex } from "../../../catalog/measurements";
import { shardsFor } from "../../../ops/cost/estimate/traffic";
import {
  eventStreams,
  forwarderConcurrency,
  putLogEventsRate,
  situationFor,
  totalSinkRate,
  writtenRate,
} from "../../../ops/capacity";
import { indexingVcpus, sinkRate } from "../../../ops/capacity/load";
import { pricesOf } from "../../../ops/cost/prices";
import { configWithSinks, shippedConfig } from "../../fixtures/stacks";

const PRICES = pricesOf("us-east-1");
const production = shippedConfig("production");
const terabyte = situationFor(production, 1e12, PRICES);

// 10^12 bytes in lines of 350 bytes, in 86,400 seconds, and three times as many at the peak.
test("1 TB a day is 33,069 lines a second, and 99,206 at the peak of 34.7 MB a second", () => {
  expect(writtenRate({ ...terabyte, peak: terabyte.average }).events).toBeCloseTo(33_068.8, 1);
  expect(writtenRate(terabyte).events).toBeCloseTo(99_206.3, 1);
  expect(writtenRate(terabyte).bytes / 1e6).toBeCloseTo(34.72, 2);
});

test("a host writes at most 1 MB a second", () => {
  expect(terabyte.peak.hosts).toBe(35);
  expect(situationFor(production, 1e9, PRICES).peak.hosts).toBe(1);
});

// A host flushes each of four logs every five seconds, unless it has more than 1 MiB of lines.
test("hosts send payloads as often as they flush, or as their lines fill them", () => {
  const one = situationFor(production, 1e10, PRICES);
  expect(putLogEventsRate(one)).toBeCloseTo(4 / 5, 6);
  const full = { ...one, peak: { ...terabyte.peak, hosts: 1 } };
  const application = (34.722e6 * 0.4) / 2 ** 20;
  expect(putLogEventsRate(full)).toBeCloseTo(application / 0.4, 1);
});

test("a sink receives the lines of its logs, fewer with a sampling rate", () => {
  const { events } = writtenRate(terabyte);
  expect(totalSinkRate(terabyte, "opensearch").events).toBeCloseTo(events, 3);
  expect(totalSinkRate(terabyte, "datadog").events).toBeCloseTo(0.84 * events, 3);
  expect(sinkRate(terabyte, "datadog", "audit")).toEqual({ events: 0, bytes: 0 });
  const { forwarding } = terabyte.config;
  const sampled = {
    ...terabyte,
    config: { ...terabyte.config, forwarding: { ...forwarding, sampleRates: { application: 0.1 } } },
  };
  // A tenth, and all errors among the others.
  expect(sinkRate(sampled, "datadog", "application").events).toBeCloseTo(
    0.4 * events * (0.1 + 0.9 * 0.01),
    3,
  );
});

test.each([
  [0, 4],
  [2e6, 4],
  [2.1e6, 5],
  [10e6, 20],
])("a stream that receives %d bytes a second has %d shards", (bytesPerSecond, shards) => {
  // Records of a multiple of 1,024 bytes, so that none is rounded up.
  const record = 102_400;
  const count = (bytesPerSecond / record) * 86_400;
  expect(shardsFor({ count, lines: count, bytes: (count * record) / 0.12 })).toBe(shards);
});

test("each log has a stream, which the forwarders of its sinks read, only with topology kinesis", () => {
  expect(eventStreams(terabyte).map(({ log, readers }) => [log, readers])).toEqual([
    ["application", ["opensearch", "sentry", "datadog"]],
    ["performance", ["opensearch", "datadog"]],
    ["audit", ["opensearch"]],
    ["security", ["opensearch", "sentry"]],
  ]);
  const { config } = terabyte;
  const direct = {
    ...terabyte,
    config: { ...config, forwarding: { ...config.forwarding, topology: "direct" as const } },
  };
  expect(eventStreams(direct)).toEqual([]);
  expect([...forwarderConcurrency(direct).keys()]).toEqual(["forwarder"]);
});

test("an environment without sinks has no stream and no forwarder", () => {
  const none = situationFor(configWithSinks("production"), 1e12, PRICES);
  expect(eventStreams(none)).toEqual([]);
  expect(forwarderConcurrency(none).size).toBe(0);
});

test("a million documents a second take the measured microseconds of as many vCPUs", () => {
  expect(indexingVcpus({ events: 1e6, bytes: 0 })).toBe(measuredIndex("project").cpuMicrosPerDocument);
});
