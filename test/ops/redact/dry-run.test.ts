import * as fc from "fast-check";
import type { LogEventsRequest, ReadLogEvents } from "../../../ops/log-events";
import { inspect } from "../../../ops/redact/dry-run";
import { Findings, MAX_FINDINGS } from "../../../ops/redact/findings";
import { PARTS, timeSlices } from "../../../ops/redact/time-slices";
import { readUnmasked } from "../../../ops/redact/unmasked-events";
import { redactionPolicyOf } from "../../../catalog";

const ADDRESS = ["jane", "example.com"].join("@");
const config = { environment: "production", redaction: {} };
const HOUR_MS = 3_600_000;

function readerOf(...messages: readonly string[]): ReadLogEvents {
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous
  return async function* () {
    yield messages.map((message) => ({ message, timestamp: 0 }));
  };
}

test("findings are counted by log, class, detector and field, with what the policy does, and without values", async () => {
  const line = JSON.stringify({ to: [ADDRESS, ADDRESS], from: "203.0.113.17", password: "made-up" });
  const result = await inspect(
    config,
    ["audit"],
    [{ startTime: 0, endTime: 1 }],
    readerOf(line, "nothing", line),
  );
  expect(result).toMatchObject({ lines: 3, linesWithFindings: 2, withheld: 0 });
  expect(result.findings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ class: "contact", action: "hash", field: "attributes.to[]", count: 4 }),
      expect.objectContaining({ class: "credential", action: "mask", count: 2 }),
    ]),
  );
  // The audit log keeps addresses: they come first, because they leave the account.
  expect(result.findings[0]).toMatchObject({ class: "network", action: "keep", count: 2 });
  expect(JSON.stringify(result)).not.toMatch(/jane|203\.0|made-up/);
});

test("a key that is sensitive itself is redacted in the field", async () => {
  const line = JSON.stringify({ seen: { [ADDRESS]: { password: "made-up" } } });
  const { findings } = await inspect(config, ["application"], [{ startTime: 0, endTime: 1 }], readerOf(line));
  expect(findings.length).toBeGreaterThan(0);
  expect(JSON.stringify(findings)).not.toContain("jane");
});

test("the number of fields is bounded, and no finding is left out of the counts", () => {
  const findings = new Findings(String);
  const policy = redactionPolicyOf("application");
  for (let index = 0; index < 3 * MAX_FINDINGS; index += 1)
    findings.count("application", policy, {
      ...{ detector: "key", kind: "password", class: "credential", action: "mask", value: "made-up" },
      path: `attributes.key${index}x`,
    });
  const list = findings.list();
  expect(list.length).toBeLessThanOrEqual(MAX_FINDINGS + 1);
  expect(list.reduce((sum, { count }) => sum + count, 0)).toBe(3 * MAX_FINDINGS);
  expect(list[0]?.field).toBe("(other fields)");
});

test("a sample is a share of each part of the window, inside it and without overlap", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (hours, share, random) => {
        const slices = timeSlices(0, hours * HOUR_MS, share, () => random);
        const read = slices.reduce((sum, { startTime, endTime }) => sum + endTime - startTime + 1, 0);
        expect(read / (hours * HOUR_MS)).toBeCloseTo(share, 3);
        expect(slices.length).toBeLessThanOrEqual(PARTS);
        slices.forEach(({ startTime, endTime }, index) => {
          expect(startTime).toBeGreaterThanOrEqual(0);
          expect(endTime).toBeLessThanOrEqual(hours * HOUR_MS);
          expect(startTime).toBeGreaterThan(slices[index - 1]?.endTime ?? -1);
        });
      },
    ),
    { numRuns: 20 },
  );
});

test("without the permission to unmask, masked lines are read, and the report says so", async () => {
  const requests: LogEventsRequest[] = [];
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous
  const { read, isMasked } = readUnmasked(async function* (request) {
    requests.push(request);
    if (request.unmask) throw Object.assign(new Error("not authorized"), { name: "AccessDeniedException" });
    yield [{ message: "masked" }];
  });
  for await (const page of read({ logGroupName: "a" })) expect(page).toEqual([{ message: "masked" }]);
  expect(requests.map(({ unmask }) => unmask)).toEqual([true, undefined]);
  expect(isMasked()).toBe(true);
});

test("any other error, such as an expired session, is not hidden", async () => {
  // eslint-disable-next-line @typescript-eslint/require-await, require-yield -- the interface is an asynchronous generator
  const { read } = readUnmasked(async function* () {
    throw Object.assign(new Error("expired"), { name: "ExpiredTokenException" });
  });
  await expect(read({ logGroupName: "a" })[Symbol.asyncIterator]().next()).rejects.toThrow("expired");
});
