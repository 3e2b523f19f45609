import { maximum } from "../shared/maximum";
import { STORE_TIMEOUT_MS } from "../shared/object-store";
import { safeErrorName } from "../shared/safe-error-name";
import type { FailedEventStore } from "./failed-event-store";
import type { FailedEvent } from "./failed-events-object";
import { addLedgers, type LedgerBuilder, type Ledger, createLedgerBuilder } from "./ledger";
import type { LogEvent } from "./log-event";
import { sendItems, type SendOptions } from "./send-items";
import type { Item, Sink } from "./sinks/sink";

export interface DeliveryOptions extends SendOptions {
  readonly failedEventStore: FailedEventStore;
  /**
   * Whether an event passes the sampling rate of its log.
   * @default - all events pass
   */
  readonly passesSampling?: (event: LogEvent) => boolean;
}

/** The result of delivering events to one sink. */
export interface DeliveryResult {
  readonly ledger: Ledger;
  /** Events without an outcome: neither delivered nor stored. */
  readonly unsettled: readonly LogEvent[];
  /** The longest pause that the sink asked for, in milliseconds; 0 if it asked for none. */
  readonly afterMs: number;
}

/**
 * Delivers events to all sinks, concurrently and independently: selects and encodes events, sends them, stores failed
 * events and settles all of them. Never rejects; each ledger contains the outcomes at one sink.
 */
export async function deliver(
  events: readonly LogEvent[],
  sinks: readonly Sink[],
  options: DeliveryOptions,
): Promise<readonly DeliveryResult[]> {
  return Promise.all(sinks.map((sink) => deliverTo(sink, events, options)));
}

/** The results of delivering two parts of the events to the same sinks. */
export function addDeliveries(
  ones: readonly DeliveryResult[],
  others: readonly DeliveryResult[],
): readonly DeliveryResult[] {
  return others.map((other, index) => {
    const one = ones[index];
    return one
      ? {
          ledger: addLedgers(one.ledger, other.ledger),
          unsettled: [...one.unsettled, ...other.unsettled],
          afterMs: Math.max(one.afterMs, other.afterMs),
        }
      : other;
  });
}

/** Delivers events to one sink. */
export async function deliverTo(
  sink: Sink,
  events: readonly LogEvent[],
  options: DeliveryOptions,
): Promise<DeliveryResult> {
  let selection: Selection;
  try {
    selection = selectEvents(sink, events, options.passesSampling);
  } catch (error) {
    return leaveAllUnsettled(sink, events, `selecting events failed: ${safeErrorName(error)}`);
  }
  const ledgerBuilder = createLedgerBuilder(sink.name, Object.values(selection).flat(), events.length);
  for (const event of selection.filtered) ledgerBuilder.settle(event, "filtered");
  for (const event of selection.sampled) ledgerBuilder.settle(event, "sampled");

  const { items, cut: truncated, refused: unencodable } = encodeAll(sink, selection.selected);
  const { sendable, unsent } = await storeOriginals(sink, items, truncated, ledgerBuilder, options);
  const sent = await sendItems(sink, sendable, options);
  for (const { item, kind } of sent) if (kind === "delivered") ledgerBuilder.settle(item.event, "delivered");

  const rejected = sent.flatMap((each) =>
    each.kind === "reject" ? toFailedEvent(each.item, each.reason) : [],
  );
  const parked = sent.flatMap((each) => (each.kind === "park" ? toFailedEvent(each.item, each.reason) : []));
  await Promise.all([
    storeFailedEvents(ledgerBuilder, "rejected", [...unencodable, ...rejected], (failedEvents) =>
      options.failedEventStore.quarantine(sink.name, failedEvents),
    ),
    storeFailedEvents(ledgerBuilder, "parked", [...unsent, ...parked], (failedEvents) =>
      options.failedEventStore.park(sink.name, failedEvents),
    ),
  ]);
  const { ledger, unsettled } = ledgerBuilder.build();
  const waits = sent.map((each) => (each.kind === "park" ? each.afterMs : 0));
  return {
    ledger,
    unsettled: unsettled,
    afterMs: maximum(waits),
  };
}

interface Selection {
  readonly filtered: readonly LogEvent[];
  readonly sampled: readonly LogEvent[];
  readonly selected: readonly LogEvent[];
}

/** Every event is in exactly one of the lists. */
function selectEvents(
  sink: Sink,
  events: readonly LogEvent[],
  passesSampling: DeliveryOptions["passesSampling"] = () => true,
): Selection {
  const filtered: LogEvent[] = [];
  const sampled: LogEvent[] = [];
  const selected: LogEvent[] = [];
  for (const event of events) {
    if (!sink.matches(event)) filtered.push(event);
    else if (!passesSampling(event)) sampled.push(event);
    else selected.push(event);
  }
  const aggregated = sink.aggregate?.(selected) ?? { kept: selected, sampled: [] };
  return { filtered, sampled: [...sampled, ...aggregated.sampled], selected: aggregated.kept };
}

function leaveAllUnsettled(sink: Sink, events: readonly LogEvent[], reason: string): DeliveryResult {
  const ledgerBuilder = createLedgerBuilder(sink.name, events);
  for (const event of events) ledgerBuilder.leaveUnsettled(event, reason);
  const { ledger, unsettled } = ledgerBuilder.build();
  return { ledger, unsettled: unsettled, afterMs: 0 };
}

function encodeAll(sink: Sink, events: readonly LogEvent[]) {
  const items: Item[] = [];
  const truncated: FailedEvent[] = [];
  const unencodable: FailedEvent[] = [];
  for (const event of events) {
    try {
      const encoded = sink.encode(event);
      items.push({ event, body: encoded.body, bytes: Buffer.byteLength(encoded.body) });
      if (encoded.truncated)
        truncated.push({ event, reason: `too long for ${sink.name}, which receives it truncated` });
    } catch (error) {
      unencodable.push({ event, reason: `encoding failed: ${safeErrorName(error)}` });
    }
  }
  return { items, cut: truncated, refused: unencodable };
}

const NO_TIME_FOR_ORIGINAL = "no time left to store the original of a truncated event";

/**
 * A truncated event is sent only after its original is stored. Otherwise it stays unsettled, and is retried. If storing
 * could use the time that is reserved for parking, the event is parked whole, and not sent.
 */
async function storeOriginals(
  sink: Sink,
  items: readonly Item[],
  truncated: readonly FailedEvent[],
  ledgerBuilder: LedgerBuilder,
  { failedEventStore, clock, deadline }: DeliveryOptions,
): Promise<{ readonly sendable: readonly Item[]; readonly unsent: readonly FailedEvent[] }> {
  if (truncated.length === 0) return { sendable: items, unsent: [] };
  if (clock.now() + STORE_TIMEOUT_MS > deadline) {
    const unsent = truncated.map(({ event }) => ({ event, reason: NO_TIME_FOR_ORIGINAL }));
    return { sendable: without(items, truncated), unsent };
  }
  try {
    await failedEventStore.storeOriginal(sink.name, truncated);
    return { sendable: items, unsent: [] };
  } catch (error) {
    for (const { event } of truncated)
      ledgerBuilder.leaveUnsettled(event, `the original could not be stored: ${safeErrorName(error)}`);
    return { sendable: without(items, truncated), unsent: [] };
  }
}

function without(items: readonly Item[], failedEvents: readonly FailedEvent[]): readonly Item[] {
  const excluded = new Set(failedEvents.map(({ event }) => event));
  return items.filter(({ event }) => !excluded.has(event));
}

/** Settles events after they are stored. If storing fails, they stay unsettled. */
async function storeFailedEvents(
  ledgerBuilder: LedgerBuilder,
  outcome: "parked" | "rejected",
  failedEvents: readonly FailedEvent[],
  store: (failedEvents: readonly FailedEvent[]) => Promise<void>,
): Promise<void> {
  if (failedEvents.length === 0) return;
  try {
    await store(failedEvents);
    for (const { event, reason } of failedEvents) ledgerBuilder.settle(event, outcome, reason);
  } catch (error) {
    const operation = outcome === "parked" ? "parking" : "quarantine";
    for (const { event, reason } of failedEvents)
      ledgerBuilder.leaveUnsettled(event, `${reason}; ${operation} failed: ${safeErrorName(error)}`);
  }
}

function toFailedEvent({ event }: Item, reason: string): FailedEvent {
  return { event, reason };
}
