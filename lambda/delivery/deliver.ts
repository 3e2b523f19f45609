import { safeErrorName } from "../shared/safe-error-name";
import type { Held, Holding } from "./failed-event-store";
import { type Account, type Ledger, openAccount } from "./ledger";
import type { LogEvent } from "./log-event";
import { sendItems, type SendOptions } from "./send-items";
import type { Item, Sink } from "./sinks/sink";

export interface DeliveryOptions extends SendOptions {
  readonly holding: Holding;
  /**
   * Whether an event is among those that its log's sampling rate keeps.
   * @default - all are kept
   */
  readonly keeps?: (event: LogEvent) => boolean;
}

/** What one sink made of the events. */
export interface Delivered {
  readonly ledger: Ledger;
  /** Events without an outcome: they are neither delivered nor held. */
  readonly undelivered: readonly LogEvent[];
  /** How long the sink asked to be left alone, in milliseconds; 0 where it did not. */
  readonly afterMs: number;
}

/**
 * Events to every sink, at the same time and without regard to each other: choose, encode, send, hold what is left,
 * settle. Never rejects; each ledger says what became of the events there.
 */
export async function deliver(
  events: readonly LogEvent[],
  sinks: readonly Sink[],
  options: DeliveryOptions,
): Promise<readonly Delivered[]> {
  return Promise.all(sinks.map((sink) => deliverTo(sink, events, options)));
}

/** Events to one sink. */
export async function deliverTo(
  sink: Sink,
  events: readonly LogEvent[],
  options: DeliveryOptions,
): Promise<Delivered> {
  let chosen: Chosen;
  try {
    chosen = choose(sink, events, options.keeps);
  } catch (error) {
    return leaveAll(sink, events, `the choice of events failed: ${safeErrorName(error)}`);
  }
  const account = openAccount(sink.name, Object.values(chosen).flat(), events.length);
  for (const event of chosen.filtered) account.settle(event, "filtered");
  for (const event of chosen.sampled) account.settle(event, "sampled");

  const { items, cut, refused } = encodeAll(sink, chosen.wanted);
  const sendable = await keepWhole(sink, items, cut, account, options.holding);
  const sent = await sendItems(sink, sendable, options);
  for (const { item, kind } of sent) if (kind === "delivered") account.settle(item.event, "delivered");

  const rejected = sent.flatMap((each) => (each.kind === "reject" ? heldOf(each.item, each.reason) : []));
  const parked = sent.flatMap((each) => (each.kind === "park" ? heldOf(each.item, each.reason) : []));
  await Promise.all([
    hold(account, "rejected", [...refused, ...rejected], (held) =>
      options.holding.quarantine(sink.name, held),
    ),
    hold(account, "parked", parked, (held) => options.holding.park(sink.name, held)),
  ]);
  const { ledger, open } = account.close();
  const waits = sent.map((each) => (each.kind === "park" ? each.afterMs : 0));
  return { ledger, undelivered: open, afterMs: waits.reduce((longest, wait) => Math.max(longest, wait), 0) };
}

interface Chosen {
  readonly filtered: readonly LogEvent[];
  readonly sampled: readonly LogEvent[];
  readonly wanted: readonly LogEvent[];
}

/** Each event stands in one of the lists. */
function choose(
  sink: Sink,
  events: readonly LogEvent[],
  keeps: DeliveryOptions["keeps"] = () => true,
): Chosen {
  const filtered: LogEvent[] = [];
  const sampled: LogEvent[] = [];
  const wanted: LogEvent[] = [];
  for (const event of events) {
    if (!sink.wants(event)) filtered.push(event);
    else if (!keeps(event)) sampled.push(event);
    else wanted.push(event);
  }
  const condensed = sink.condense?.(wanted) ?? { kept: wanted, sampled: [] };
  return { filtered, sampled: [...sampled, ...condensed.sampled], wanted: condensed.kept };
}

function leaveAll(sink: Sink, events: readonly LogEvent[], reason: string): Delivered {
  const account = openAccount(sink.name, events);
  for (const event of events) account.leave(event, reason);
  const { ledger, open } = account.close();
  return { ledger, undelivered: open, afterMs: 0 };
}

function encodeAll(sink: Sink, events: readonly LogEvent[]) {
  const items: Item[] = [];
  const cut: Held[] = [];
  const refused: Held[] = [];
  for (const event of events) {
    try {
      const encoded = sink.encode(event);
      items.push({ event, body: encoded.body, bytes: Buffer.byteLength(encoded.body) });
      if (encoded.cut)
        cut.push({ event, reason: `too long for ${sink.name}, which gets it with a part cut out` });
    } catch (error) {
      refused.push({ event, reason: `encoding failed: ${safeErrorName(error)}` });
    }
  }
  return { items, cut, refused };
}

/** An event is sent with a part cut out only when the whole of it is kept; the others wait for the next attempt. */
async function keepWhole(
  sink: Sink,
  items: readonly Item[],
  cut: readonly Held[],
  account: Account,
  holding: Holding,
): Promise<readonly Item[]> {
  if (cut.length === 0) return items;
  try {
    await holding.keepWhole(sink.name, cut);
    return items;
  } catch (error) {
    for (const { event } of cut)
      account.leave(event, `its whole text could not be kept: ${safeErrorName(error)}`);
    const unkept = new Set(cut.map(({ event }) => event));
    return items.filter(({ event }) => !unkept.has(event));
  }
}

/** Settles events once they are written away; while they are not, they stay open. */
async function hold(
  account: Account,
  outcome: "parked" | "rejected",
  held: readonly Held[],
  write: (held: readonly Held[]) => Promise<void>,
): Promise<void> {
  if (held.length === 0) return;
  try {
    await write(held);
    for (const { event, reason } of held) account.settle(event, outcome, reason);
  } catch (error) {
    const why = outcome === "parked" ? "parking" : "quarantine";
    for (const { event, reason } of held)
      account.leave(event, `${reason}; ${why} failed: ${safeErrorName(error)}`);
  }
}

function heldOf({ event }: Item, reason: string): Held {
  return { event, reason };
}
