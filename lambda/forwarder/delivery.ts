import pLimit, { type LimitFunction } from "p-limit";
import { toBatches } from "./batch";
import { type Account, type Ledger, openAccount } from "./ledger";
import type { LogEvent } from "./log-event";
import type { Item, Sink } from "./sinks/sink";

/**
 * Requests open at one sink at a time. One PutLogEvents takes 10,000 events (Amazon CloudWatch Logs API Reference,
 * "PutLogEvents"), and a sink 1,000 a request, so a payload of that size is one round of ten.
 */
export const SEND_CONCURRENCY = 10;

export interface DeliveryOptions {
  /** @default SEND_CONCURRENCY */
  readonly concurrency?: number;
}

/**
 * Events to every sink, at the same time and without regard to each other: wants, encode, batch, send, settle. Never
 * rejects for what a sink does; each ledger says what became of the events there.
 */
export async function deliver(
  events: readonly LogEvent[],
  sinks: readonly Sink[],
  { concurrency = SEND_CONCURRENCY }: DeliveryOptions = {},
): Promise<Ledger[]> {
  return Promise.all(
    sinks.map(async (sink) => {
      const account = openAccount(sink.name, events);
      const delivery: Delivery = { sink, account, limit: pLimit(concurrency) };
      const items = events
        .filter((event) => wants(delivery, event))
        .flatMap((event) => encode(delivery, event));
      await Promise.all([...toBatches(items, sink.limits)].map((batch) => sendAndSettle(delivery, batch)));
      return account.close();
    }),
  );
}

interface Delivery {
  readonly sink: Sink;
  readonly account: Account;
  readonly limit: LimitFunction;
}

function wants({ sink, account }: Delivery, event: LogEvent): boolean {
  try {
    const wanted = sink.wants(event);
    if (!wanted) account.settle(event, "filtered");
    return wanted;
  } catch (error) {
    account.leave(event, `the choice of events failed: ${kindOf(error)}`);
    return false;
  }
}

function encode({ sink, account }: Delivery, event: LogEvent): Item[] {
  let body: string;
  try {
    body = sink.encode(event);
  } catch (error) {
    account.settle(event, "rejected", `encoding failed: ${kindOf(error)}`);
    return [];
  }
  return [{ event, body, bytes: Buffer.byteLength(body) }];
}

async function sendAndSettle(delivery: Delivery, batch: readonly Item[]): Promise<void> {
  const tooLarge = settle(delivery, batch, await send(delivery, batch));
  if (tooLarge.length === 0) return;
  // Fewer than the batch or halved: each round is smaller, down to an item that is refused alone.
  const middle = Math.ceil(tooLarge.length / 2);
  const parts = [tooLarge.slice(0, middle), tooLarge.slice(middle)].filter((part) => part.length > 0);
  await Promise.all(parts.map((part) => sendAndSettle(delivery, part)));
}

/** The verdicts, or undefined and the reason in the account when the sink broke its word. */
async function send({ sink, account, limit }: Delivery, batch: readonly Item[]) {
  const leaveAll = (reason: string) => {
    for (const { event } of batch) account.leave(event, reason);
  };
  try {
    const verdicts = await limit(() => sink.send(batch));
    if (verdicts.length === batch.length) return verdicts;
    leaveAll(`the sink gave ${verdicts.length} verdicts on ${batch.length} events`);
  } catch (error) {
    leaveAll(`sending failed: ${kindOf(error)}`);
  }
  return undefined;
}

/** Settles each item by its verdict. Returns the items to be sent in smaller requests. */
function settle(
  { account }: Delivery,
  batch: readonly Item[],
  verdicts: Awaited<ReturnType<Sink["send"]>> = [],
): readonly Item[] {
  const tooLarge: Item[] = [];
  for (const [index, verdict] of verdicts.entries()) {
    const item = batch[index];
    if (!item) continue;
    switch (verdict.kind) {
      case "delivered":
        account.settle(item.event, "delivered");
        break;
      case "split":
        if (batch.length > 1) tooLarge.push(item);
        else
          account.settle(item.event, "rejected", `too large for a request of its own: ${item.bytes} bytes`);
        break;
      case "park":
        account.leave(item.event, verdict.reason);
        break;
      case "reject":
        account.settle(item.event, "rejected", verdict.reason);
        break;
    }
  }
  return tooLarge;
}

/** The kind of an error only: what it says may quote the log. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === "string" ? `${error.name} ${code}` : error.name;
}
