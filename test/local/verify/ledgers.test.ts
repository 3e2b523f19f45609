import { isBalanced, type LedgerSums, settledCount } from "../../../local/verify/ledgers";

const sums = (some: Partial<LedgerSums>): LedgerSums => ({
  ...{ received: 0, delivered: 0, parked: 0, rejected: 0, filtered: 0, sampled: 0 },
  ...some,
});

test("a ledger balances when every received event has an outcome", () => {
  expect(isBalanced(sums({ received: 10, delivered: 4, parked: 3, filtered: 3 }))).toBe(true);
  expect(isBalanced(sums({ received: 10, delivered: 4, parked: 3, filtered: 2 }))).toBe(false);
});

test("an event that is parked, replayed and delivered is settled once", () => {
  const forwarder = { received: 10, delivered: 6, parked: 4 };
  const replays = { received: 4 + 4, delivered: 4, parked: 4 };
  const all = sums({
    received: forwarder.received + replays.received,
    delivered: forwarder.delivered + replays.delivered,
    parked: forwarder.parked + replays.parked,
  });
  expect(isBalanced(all)).toBe(true);
  expect(settledCount(all)).toBe(10);
});
