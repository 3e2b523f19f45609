import type { StoredObjects } from "../../../local/page";
import { createStatusReader } from "../../../local/status";

const SUMS = { received: 9, delivered: 7, parked: 1, rejected: 0, filtered: 1, sampled: 0 };
const STORED = {
  newest: [
    {
      key: "parked/datadog/2026-03-01/a.ndjson.gz",
      storedAt: new Date("2026-03-01T10:00:00Z"),
      reasons: [{ reason: "datadog answered 503", events: 2 }],
    },
  ],
  counts: { "parked/": 2, "remainder/": 1, "quarantine/": 4, "aws/lambda/": 0 },
};
const ledgers = () => Promise.resolve([{ sink: "datadog" as const, sums: SUMS }]);
const storedObjects = () => Promise.resolve(STORED);
const nothingStored = (): Promise<StoredObjects> => Promise.resolve({ newest: [], counts: {} });

test("the status has the delivered events, the objects and the newest reason of the parking bucket", async () => {
  const reader = createStatusReader({ ledgers, storedObjects });
  expect(await reader.read()).toMatchObject({
    delivered: { datadog: 7 },
    parkedObjects: 3,
    quarantinedObjects: 4,
    lastError: { time: "2026-03-01T10:00:00.000Z", text: "parked/datadog: datadog answered 503" },
  });
});

test("an error stays after its object was replayed", async () => {
  const read = jest.fn(nothingStored).mockImplementationOnce(storedObjects);
  const reader = createStatusReader({ ledgers, storedObjects: read });
  await reader.read();
  expect(await reader.read()).toMatchObject({
    parkedObjects: 0,
    lastError: { text: "parked/datadog: datadog answered 503" },
  });
});

test("a component that does not answer is the last error, and the earlier counts stay", async () => {
  const failing = jest.fn(ledgers).mockResolvedValueOnce([{ sink: "datadog", sums: SUMS }]);
  failing.mockRejectedValueOnce(new Error("connection refused"));
  const reader = createStatusReader({ ledgers: failing, storedObjects: nothingStored });
  expect((await reader.read()).lastError).toBeNull();
  expect(await reader.read()).toMatchObject({
    delivered: { datadog: 7 },
    lastError: { text: "CloudWatch does not answer: connection refused" },
  });
});

test("the rate is the average of the last ten seconds, or since the start", async () => {
  let now = 0;
  const reader = createStatusReader({ ledgers, storedObjects: nothingStored }, () => now);
  expect(await reader.read()).toMatchObject({ linesWritten: 0, linesPerSecond: 0 });
  now = 5_000;
  reader.countLines(100);
  expect(await reader.read()).toMatchObject({ linesWritten: 100, linesPerSecond: 20 });
  now = 14_000;
  reader.countLines(300);
  expect(await reader.read()).toMatchObject({ linesWritten: 400, linesPerSecond: 40 });
  now = 16_000;
  expect(await reader.read()).toMatchObject({ linesWritten: 400, linesPerSecond: 30 });
});
