import { PARKED_PREFIX, QUARANTINE_PREFIX, type SinkName } from "../../../catalog";
import { type Ledger, OUTCOMES } from "../../../lambda/delivery/ledger";
import { isObject } from "../../../lambda/shared/json";
import type { Ended } from "../world/trace";
import type { World } from "../world/world";
import type { Law } from "./invariant";
import { holdingsOf, readHeld } from "./stored-events";

export const LEDGERS_BALANCE: Law = {
  says: "every ledger balances, and what it leaves undelivered is still Lambda's",
  afterEach: (_, { report, ending }) =>
    (report?.ledgers ?? []).flatMap((ledger) => {
      const settled = OUTCOMES.reduce((sum, outcome) => sum + ledger[outcome], 0);
      const faults: string[] = [];
      if (settled + ledger.undelivered !== ledger.received)
        faults.push(`it does not balance: ${tell(ledger)}`);
      if (ledger.undelivered > 0 && ending.kind === "returned" && !namesFailures(ending.value))
        faults.push(`it leaves events undelivered, and the invocation succeeds: ${tell(ledger)}`);
      return faults;
    }),
};

/** What a ledger says is true of the intakes and of the bucket, and not only adds up. */
export const LEDGERS_ARE_TRUE: Law = {
  says: "what a ledger received was written, what it delivered is there, and what it parked or rejected is held",
  afterEach: (world, invocation) =>
    invocation.fn === "forwarder"
      ? (invocation.report?.ledgers ?? []).flatMap((ledger) => untruthsOf(ledger, world, invocation))
      : [],
};

function untruthsOf(ledger: Ledger, world: World, { payloads, puts }: Ended): string[] {
  const { sink } = ledger;
  const events = payloads.flatMap((payload) => payload.events);
  const there = new Set(holdingsOf(world).delivered[sink].map(({ id }) => id));
  const kept = (folder: string) =>
    puts
      .filter(({ key }) => key.startsWith(folder))
      .reduce((sum, { body }) => sum + readHeld(body).length, 0);
  const numbers = [
    ["received", events.length, ledger.received === events.length],
    // An error that stands for others is there under its own id; the others are not, but are not delivered either.
    ["delivered", "fewer", events.filter(({ id }) => there.has(id)).length >= ledger.delivered],
    ["parked", kept(folderOf(PARKED_PREFIX, sink)), kept(folderOf(PARKED_PREFIX, sink)) === ledger.parked],
    ["rejected", kept(refusedOf(sink)), kept(refusedOf(sink)) === ledger.rejected],
  ] as const;
  return numbers.flatMap(([name, found, isTrue]) =>
    isTrue ? [] : `${sink}: ${ledger[name]} ${name}, found ${found}; ${tell(ledger)}`,
  );
}

const folderOf = (prefix: string, sink: SinkName) => `${prefix}${sink}/`;
const refusedOf = (sink: SinkName) => `${QUARANTINE_PREFIX}${sink}/refused/`;

function namesFailures(answer: unknown): boolean {
  const failures = isObject(answer) ? answer["batchItemFailures"] : undefined;
  return Array.isArray(failures) && failures.length > 0;
}

function tell({ reasons, ...numbers }: Ledger): string {
  return JSON.stringify({ ...numbers, reasons: reasons.map(({ of, reason }) => `${of}: ${reason}`) });
}
