import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { readLedgerSums } from "../../../ops/reconcile/ledger-metrics";
import { fakeAws } from "../../fixtures/fake-aws";

const NOW = Date.parse("2026-03-01T12:00:30Z");
const DAY_MS = 86_400_000;

test("the sums are those of the sink, of all data points", async () => {
  const { aws, close } = await fakeAws({
    GetMetricData: {
      MetricDataResults: [
        { Id: "received", StatusCode: "Complete", Timestamps: [], Values: [3, 4] },
        { Id: "delivered", StatusCode: "Complete", Timestamps: [], Values: [7] },
      ],
    },
  });
  const client = new CloudWatchClient(aws);
  expect(await readLedgerSums(client, "staging", "sentry", { since: NOW - DAY_MS, now: NOW })).toEqual({
    ...{ received: 7, delivered: 7, parked: 0, rejected: 0, filtered: 0, sampled: 0 },
  });
  client.destroy();
  await close();
});

test.each([
  [DAY_MS, 60],
  [20 * DAY_MS, 300],
  [100 * DAY_MS, 3_600],
])("a time window of %d ms is read with the period that CloudWatch still has", async (ageMs, seconds) => {
  const inputs: {
    readonly StartTime?: Date;
    readonly MetricDataQueries?: readonly { MetricStat?: { Period?: number } }[];
  }[] = [];
  const client = new CloudWatchClient({ region: "us-east-1" });
  client.send = (command: { readonly input: (typeof inputs)[number] }) => {
    inputs.push(command.input);
    return Promise.resolve({});
  };
  await readLedgerSums(client, "staging", "datadog", { since: NOW - ageMs, now: NOW });
  expect(inputs).toHaveLength(1);
  expect(inputs[0]?.MetricDataQueries?.map(({ MetricStat }) => MetricStat?.Period)).toEqual(
    Array.from({ length: 6 }, () => seconds),
  );
  expect((inputs[0]?.StartTime?.getTime() ?? 1) % (seconds * 1_000)).toBe(0);
});

test("data that CloudWatch returns only in part are refused", async () => {
  const { aws, close } = await fakeAws({
    GetMetricData: { MetricDataResults: [{ Id: "received", StatusCode: "InternalError" }] },
  });
  const client = new CloudWatchClient(aws);
  await expect(
    readLedgerSums(client, "staging", "sentry", { since: NOW - DAY_MS, now: NOW }),
  ).rejects.toThrow("CloudWatch returns InternalError for the metric received of sentry");
  client.destroy();
  await close();
});
