import { STORE_TIMEOUT_MS } from "../shared/object-store";
import { safeErrorName } from "../shared/safe-error-name";
import type { FailedEventStore } from "./failed-event-store";
import type { FailedEvent } from "./failed-events-object";
import { addLedgers, type LedgerBuilder, type Ledger, createLedgerBuilder } from "./ledger";
import type { LogEvent } from "./log-event";
import type { Sent } from "./retry";
import { sendItems, type SendOptions } from "./send-items";
import { createBodyWriter } from "./sinks/body-writer";
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
  const { filtered, unfiltered } = selection;
  const ledgerBuilder = createLedgerBuilder(sink.name, unfiltered, { received: events.length, filtered });
  for (const event of selection.sampled) ledgerBuilder.settle(event, "sampled");

  const { items, cut: truncated, refused: unencodable } = encodeAll(sink, selection.selected);
  const { sendable, unsent } = await storeOriginals(sink, items, truncated, ledgerBuilder, options);
  const sent = await sendItems(sink, sendable, options);
  const { rejected, parked, afterMs } = settleDelivered(sent, ledgerBuilder);
  await Promise.all([
    storeFailedEvents(ledgerBuilder, "rejected", [...unencodable, ...rejected], (failedEvents) =>
      options.failedEventStore.quarantine(sink.name, failedEvents),
    ),
    storeFailedEvents(ledgerBuilder, "parked", [...unsent, ...parked], (failedEvents) =>
      options.failedEventStore.park(sink.name, failedEvents),
    ),
  ]);
  const { ledger, unsettled } = ledgerBuilder.build();
  return { ledger, unsettled, afterMs };
}

/** Settles the delivered events, and lists the others, with the longest pause that the sink asked for. */
function settleDelivered(sent: readonly Sent[], ledgerBuilder: LedgerBuilder) {
  const rejected: FailedEvent[] = [];
  const parked: FailedEvent[] = [];
  let afterMs = 0;
  for (const each of sent) {
    const { event } = each.item;
    switch (each.kind) {
      case "delivered":
        ledgerBuilder.settle(event, "delivered");
        break;
      case "reject":
        rejected.push({ event, reason: each.reason });
        break;
      case "park":
        parked.push({ event, reason: each.reason });
        afterMs = Math.max(afterMs, each.afterMs);
        break;
    }
  }
  return { rejected, parked, afterMs };
}

interface Selection {
  /** Number of events that the sink must not receive. */
  readonly filtered: number;
  /** The others: `sampled` and `selected`. */
  readonly unfiltered: readonly LogEvent[];
  readonly sampled: readonly LogEvent[];
  readonly selected: readonly LogEvent[];
}

/** Every event is counted as filtered, or is in one of the lists. */
function selectEvents(
  sink: Sink,
  events: readonly LogEvent[],
  passesSampling: DeliveryOptions["passesSampling"] = () => true,
): Selection {
  let filtered = 0;
  const sampled: LogEvent[] = [];
  const selected: LogEvent[] = [];
  for (const event of events) {
    if (!sink.matches(event)) filtered += 1;
    else if (!passesSampling(event)) sampled.push(event);
    else selected.push(event);
  }
  if (!sink.aggregate)
    return {
      filtered,
      unfiltered: sampled.length > 0 ? [...sampled, ...selected] : selected,
      sampled,
      selected,
    };
  const aggregated = sink.aggregate(selected);
  const unsent = [...sampled, ...aggregated.sampled];
  return {
    filtered,
    unfiltered: [...unsent, ...aggregated.kept],
    sampled: unsent,
    selected: aggregated.kept,
  };
}

function leaveAllUnsettled(sink: Sink, events: readonly LogEvent[], reason: string): DeliveryResult {
  const ledgerBuilder = createLedgerBuilder(sink.name, events);
  for (const event of events) ledgerBuilder.leaveUnsettled(event, reason);
  const { ledger, unsettled } = ledgerBuilder.build();
  return { ledger, unsettled, afterMs: 0 };
}

function encodeAll(sink: Sink, events: readonly LogEvent[]) {
  const items: Item[] = [];
  const truncated: FailedEvent[] = [];
  const unencodable: FailedEvent[] = [];
  const write = createBodyWriter(events.length);
  for (const event of events) {
    try {
      const { id, body, truncated: isTruncated } = sink.encode(event);
      const { buffer, start, bytes } = write(body);
      items.push({ event, id, buffer, start, bytes });
      if (isTruncated)
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
