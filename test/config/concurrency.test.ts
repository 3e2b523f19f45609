import { reservedConcurrencyOf, totalReservedConcurrency } from "../../config";
import { shippedConfig } from "../fixtures/stacks";

test("without forwarding.reservedConcurrency, no function reserves any, as a new account requires", () => {
  expect(totalReservedConcurrency(shippedConfig("development"))).toBe(0);
  expect(reservedConcurrencyOf(shippedConfig("development"), "search-content")).toBeUndefined();
});

test("production reserves for three forwarders and replays, the notifier, the search content and the archive", () => {
  const production = shippedConfig("production");
  expect(reservedConcurrencyOf(production, "forwarder")).toBe(40);
  expect(reservedConcurrencyOf(production, "replay")).toBe(10);
  expect(reservedConcurrencyOf(production, "archiver")).toBe(12);
  expect(totalReservedConcurrency(production)).toBe(3 * 40 + 3 * 10 + 5 + 1 + 12 + 1);
});

test("a replay reserves at least what an event source mapping for SQS needs", () => {
  const { forwarding, ...others } = shippedConfig("production");
  const config = { ...others, forwarding: { ...forwarding, reservedConcurrency: 1 } };
  expect(reservedConcurrencyOf(config, "replay")).toBe(2);
});
