import { PARKED_PREFIX, rejectedPrefix, type SinkName } from "../../../catalog";
import { type Ledger, OUTCOMES } from "../../../lambda/delivery/ledger";
import { isObject } from "../../../lambda/shared/json";
import type { EndedInvocation } from "../world/trace";
import type { World } from "../world/world";
import type { Invariant } from "./invariant";
import { storedEvents, readStoredEvents } from "./stored-events";

export const LEDGERS_BALANCE: Invariant = {
  description: "every ledger balances, and an invocation with unsettled events fails",
  afterInvocation: (_, { report, result }) =>
    (report?.ledgers ?? []).flatMap((ledger) => {
      const settled = OUTCOMES.reduce((sum, outcome) => sum + ledger[outcome], 0);
      const violations: string[] = [];
      if (settled + ledger.unsettled !== ledger.received)
        violations.push(`the ledger does not balance: ${formatLedger(ledger)}`);
      if (ledger.unsettled > 0 && result.kind === "returned" && !hasBatchItemFailures(result.value))
        violations.push(
          `the ledger has unsettled events, and the invocation succeeds: ${formatLedger(ledger)}`,
        );
      return violations;
    }),
};

/** A ledger that balances may still be wrong. This compares its counts with the intakes and the bucket. */
export const LEDGERS_MATCH_STORED_EVENTS: Invariant = {
  description: "the counts of a ledger match the payloads, the intakes and the bucket",
  afterInvocation: (world, invocation) =>
    invocation.fn === "forwarder"
      ? (invocation.report?.ledgers ?? []).flatMap((ledger) => ledgerMismatches(ledger, world, invocation))
      : [],
};

function ledgerMismatches(ledger: Ledger, world: World, { payloads, puts }: EndedInvocation): string[] {
  const { sink } = ledger;
  const events = payloads.flatMap((payload) => payload.events);
  const deliveredIds = new Set(storedEvents(world).delivered[sink].map(({ id }) => id));
  const countStored = (folder: string) =>
    puts
      .filter(({ key }) => key.startsWith(folder))
      .reduce((sum, { body }) => sum + readStoredEvents(body).length, 0);
  const numbers = [
    ["received", events.length, ledger.received === events.length],
    // An aggregated error is stored under its own id. The errors that it replaces are not stored, and not counted as
    // delivered.
    ["delivered", "fewer", events.filter(({ id }) => deliveredIds.has(id)).length >= ledger.delivered],
    [
      "parked",
      countStored(sinkPrefix(PARKED_PREFIX, sink)),
      countStored(sinkPrefix(PARKED_PREFIX, sink)) === ledger.parked,
    ],
    ["rejected", countStored(rejectedPrefix(sink)), countStored(rejectedPrefix(sink)) === ledger.rejected],
  ] as const;
  return numbers.flatMap(([name, found, matches]) =>
    matches ? [] : `${sink}: ${ledger[name]} ${name}, found ${found}; ${formatLedger(ledger)}`,
  );
}

const sinkPrefix = (prefix: string, sink: SinkName) => `${prefix}${sink}/`;

function hasBatchItemFailures(answer: unknown): boolean {
  const failures = isObject(answer) ? answer["batchItemFailures"] : undefined;
  return Array.isArray(failures) && failures.length > 0;
}

function formatLedger({ reasons, ...numbers }: Ledger): string {
  return JSON.stringify({ ...numbers, reasons: reasons.map(({ state, reason }) => `${state}: ${reason}`) });
}
