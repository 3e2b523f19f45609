import { deliver, type Delivered } from "../delivery/deliver";
import { createHolding } from "../delivery/failed-event-store";
import type { LogEvent } from "../delivery/log-event";
import type { RedactorProvider } from "../delivery/redactor-provider";
import type { SinkProvider } from "../delivery/sink-provider";
import type { Clock } from "../shared/clock";
import type { ObjectStore } from "../shared/object-store";
import { type DecodedPayloads, decodePayloads } from "./decode-payloads";
import { parseEvent } from "./parse";
import { payloadsOf } from "./payloads";
import { redactEvents } from "./redact";
import { refuse, type Refusal } from "./refuse";
import { type Invocation, reportOf } from "./report";

export interface ForwardOptions {
  readonly environment: string;
  readonly sinkProvider: SinkProvider;
  readonly redactorProvider: RedactorProvider;
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly keeps: (event: LogEvent) => boolean;
  /** When sending must be over, in milliseconds since the epoch. */
  readonly deadline: number;
}

export interface Forwarded {
  readonly invocation: Invocation;
  /** Sequence numbers of the Kinesis records that must be retried. */
  readonly failedRecords: readonly string[];
}

/** The stages of an invocation: decode, parse, redact, deliver, report. Payloads that cannot be decoded are quarantined. */
export async function forward(event: unknown, options: ForwardOptions): Promise<Forwarded> {
  const decoded = decodePayloads(payloadsOf(event), options.environment);
  const refusals = await Promise.all(decoded.unforwarded.map((each) => refuse(each, options.store)));
  const parsed = decoded.events.map(parseEvent);
  const redacted = redactEvents(parsed, await options.redactorProvider());
  const deliveries = await deliverAll(redacted.events, options);
  return {
    invocation: reportOf({ decoded, refusals, redacted, deliveries }),
    failedRecords: failedRecords(decoded, refusals, deliveries),
  };
}

async function deliverAll(
  events: readonly LogEvent[],
  { sinkProvider, store, clock, keeps, deadline }: ForwardOptions,
): Promise<readonly Delivered[]> {
  if (events.length === 0) return [];
  const holding = createHolding(store, clock.now);
  return deliver(events, await sinkProvider(), { clock, deadline, keeps, holding });
}

/** A record is retried as a whole when any of its events has no outcome at some sink, or when nobody took it. */
function failedRecords(
  { postponed, payloadOf }: DecodedPayloads,
  refusals: readonly Refusal[],
  deliveries: readonly Delivered[],
): readonly string[] {
  const failed = [
    ...postponed,
    ...refusals.flatMap(({ payload, outcome }) => (outcome === "failed" ? payload : [])),
    ...deliveries.flatMap(({ undelivered }) => undelivered.flatMap((event) => payloadOf(event) ?? [])),
  ];
  return [...new Set(failed.flatMap(({ sequenceNumber }) => sequenceNumber ?? []))];
}
