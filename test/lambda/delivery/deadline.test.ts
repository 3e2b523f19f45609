import { RESERVE_MS, sendingDeadline } from "../../../lambda/delivery/deadline";
import { STORE_TIMEOUT_MS } from "../../../lambda/shared/object-store";

test("sending ends six seconds before the invocation does", () => {
  expect(sendingDeadline(1_000_000, { getRemainingTimeInMillis: () => 60_000 })).toBe(1_054_000);
});

test("the reserve is long enough for one write to the bucket and one second for the report", () => {
  expect(RESERVE_MS - STORE_TIMEOUT_MS).toBeGreaterThanOrEqual(1_000);
});
