import { measuredVolumes } from "../../../ops/cost/measured-volumes";
import { type AwsAnswer, fakeAws } from "../../fixtures/fake-aws";
import { shippedConfig } from "../../fixtures/stacks";

const NOW = Date.parse("2026-03-08T12:30:00Z");
const DAY_MS = 86_400_000;

async function measured(answer: AwsAnswer, since = NOW - 2 * DAY_MS) {
  const { aws, close } = await fakeAws({ GetMetricData: answer });
  try {
    return await measuredVolumes({ aws, config: shippedConfig("production") }, since, NOW);
  } finally {
    await close();
  }
}

test("the sums since a time, rounded down to an hour, are divided by the days since", async () => {
  const volumes = await measured({
    MetricDataResults: [
      { Id: "application_IncomingBytes", Values: [1_000, 3_000] },
      { Id: "application_IncomingLogEvents", Values: [10, 20] },
      { Id: "audit_IncomingBytes", Values: [] },
    ],
  });
  const days = 2 + 0.5 / 24;
  expect(volumes.application).toEqual({ bytesPerDay: 4_000 / days, linesPerDay: 30 / days });
  expect(volumes.audit).toEqual({ bytesPerDay: 0, linesPerDay: 0 });
});

test("log groups without any data are an error with the remedy", async () => {
  await expect(measured({ MetricDataResults: [] })).rejects.toThrow(
    /no data about the log groups of production since 2026-03-06T12:00:00\.000Z in us-east-1\. .*--gib-per-day/,
  );
});

test("a time window of less than an hour is refused", async () => {
  await expect(measured({ MetricDataResults: [] }, NOW - 60_000)).rejects.toThrow(
    /^--since is 2026-03-08T12:29:00\.000Z, expected a time at least one hour ago/,
  );
});
