import { BYTES_PER_GIB, mapLogs } from "../../../ops/cost/estimate";
import { pricesOf } from "../../../ops/cost/prices";
import { additionalCost } from "../../../ops/debug/additional-cost";
import { shippedConfig } from "../../fixtures/stacks";

const production = shippedConfig("production");
const prices = pricesOf("us-east-1");
/** 24 GiB a day of the application log are 1 GiB an hour. */
const volumes = mapLogs((log) => ({
  bytesPerDay: log === "application" ? 24 * BYTES_PER_GIB : BYTES_PER_GIB,
  linesPerDay: 1_000_000,
}));
const costOf = (factor: number, minutes: number) =>
  additionalCost(production, volumes, prices, { factor, minutes });

test("the additional volume is that of the application log, for the duration", () => {
  expect(costOf(3, 60).gib).toBeCloseTo(2, 9);
});

test("the additional cost is at least the ingestion of the additional lines into CloudWatch Logs", () => {
  // 0.50 USD for each GiB. Source: Amazon CloudWatch pricing, us-east-1.
  expect(costOf(3, 60).usd).toBeGreaterThan(2 * 0.5);
  expect(costOf(3, 60).usd).toBeLessThan(2 * 3);
});

test("it is in proportion to the duration, and nothing without more lines", () => {
  expect(costOf(3, 120).usd).toBeCloseTo(2 * costOf(3, 60).usd, 9);
  expect(costOf(1, 60)).toEqual({ gib: 0, usd: 0 });
});
