import { METRICS } from "../../../catalog";
import { createMetricsWriter } from "../../../lambda/delivery/metrics";
import { writeInvocationMetrics } from "../../../lambda/forwarder/metrics";
import type { InvocationReport } from "../../../lambda/forwarder/report";
import { invocationOf, ledgerOf, EMPTY_INVOCATION } from "../../fixtures/delivery/invocation";

interface EmbeddedMetrics extends Record<string, unknown> {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly [
      {
        readonly Namespace: string;
        readonly Dimensions: string[][];
        readonly Metrics: { Name: string; Unit: string }[];
      },
    ];
  };
}

test("each ledger writes a line of metrics with the dimensions Environment and Sink", () => {
  const [opensearch, sentry] = written(
    invocationOf(ledgerOf(), ledgerOf({ sink: "sentry", delivered: 1, filtered: 3 })),
  );
  expect(opensearch).toMatchObject({
    Environment: "staging",
    Sink: "opensearch",
    Received: 4,
    Delivered: 4,
    Filtered: 0,
  });
  expect(sentry).toMatchObject({
    Environment: "staging",
    Sink: "sentry",
    Received: 4,
    Delivered: 1,
    Filtered: 3,
  });
  expect(opensearch?._aws.CloudWatchMetrics[0]).toMatchObject({
    Namespace: "InventorySync/Logging",
    Dimensions: [["Environment", "Sink"]],
  });
});

test("the invocation writes a line of metrics with the dimension Environment", () => {
  const lines = written(
    invocationOf(ledgerOf({ delivered: 1, unsettled: 3 }), ledgerOf({ unsettled: 1, rejected: 1 })),
  );
  expect(lines.at(-2)).toMatchObject({ Unsettled: 4, Quarantined: 1 });
  expect(lines.at(-1)).toMatchObject({
    RedactionFailures: 1,
    RedactionTimeouts: 0,
    DecodeFailures: 0,
    ControlMessages: 0,
  });
  expect(lines.at(-1)?._aws.CloudWatchMetrics[0].Dimensions).toEqual([["Environment"]]);
});

test.each<[string, Partial<InvocationReport>, object]>([
  [
    "payload that is undecodable",
    { skippedPayloads: [{ reason: "no gzip", outcome: "quarantined" }] },
    { DecodeFailures: 1, ControlMessages: 0 },
  ],
  ["control message", { controlMessages: 2 }, { DecodeFailures: 0, ControlMessages: 2 }],
])("a %s is counted", (_, change, counts) => {
  expect(written({ ...EMPTY_INVOCATION, ...change }).at(-1)).toMatchObject(counts);
});

test("the metrics have the names, units and dimensions of the catalogue", () => {
  const lines = written(invocationOf(ledgerOf()));
  const found = lines.flatMap(({ _aws }) => {
    const [{ Dimensions, Metrics }] = _aws.CloudWatchMetrics;
    return Metrics.map(({ Name, Unit }) => ({ name: Name, unit: Unit, dimensions: Dimensions.flat() }));
  });
  const ofTheArchive: readonly string[] = [METRICS.archived.name, METRICS.manifests.name];
  const inCatalogue = Object.values(METRICS)
    .filter(({ name }) => !ofTheArchive.includes(name))
    .map(({ name, unit, dimensions }) => ({ name, unit, dimensions }));
  expect(found).toHaveLength(inCatalogue.length);
  expect(found).toEqual(expect.arrayContaining(inCatalogue));
});

function written(invocation: InvocationReport): EmbeddedMetrics[] {
  const lines: string[] = [];
  const write = jest
    .spyOn(process.stdout, "write")
    .mockImplementation((line) => lines.push(String(line)) > 0);
  try {
    writeInvocationMetrics(createMetricsWriter(), "staging", invocation);
  } finally {
    write.mockRestore();
  }
  return lines.map((line) => JSON.parse(line) as EmbeddedMetrics);
}
