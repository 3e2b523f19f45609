import { deliver } from "../delivery/deliver";
import { createHolding, keepUnreadable } from "../delivery/failed-event-store";
import { identityOf, type LogEvent, type RawEvent } from "../delivery/log-event";
import type { Sink } from "../delivery/sinks/sink";
import type { Redactor } from "../redaction";
import type { Clock } from "../shared/clock";
import type { ObjectStore } from "../shared/object-store";
import { kindOf } from "../shared/safe-error-name";
import { type Decoded, decode, MAX_UNPACKED_BYTES } from "./decode";
import { type Payload, payloadsOf } from "./payloads";
import { parseAndRedact } from "./redact";
import type { Invocation, Refusal } from "./report";

export interface ForwardOptions {
  readonly environment: string;
  readonly openSinks: () => Promise<readonly Sink[]>;
  readonly openRedactor: () => Promise<Redactor>;
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly keeps: (event: LogEvent) => boolean;
  readonly deadline: number;
}

export interface Forwarded {
  readonly invocation: Invocation;
  /** Sequence numbers of the Kinesis records that must come again. */
  readonly failed: readonly string[];
}

/** What one invocation unpacks at most, in bytes: what lies behind it is taken by the next. */
const MAX_INVOCATION_BYTES = 2 * MAX_UNPACKED_BYTES;

/** The way of an invocation: decode, parse, redact, deliver. Payloads that nobody can read are kept as they came. */
export async function forward(event: unknown, options: ForwardOptions): Promise<Forwarded> {
  const { taken, postponed } = decodeAll(payloadsOf(event), options.environment);
  const refused = await Promise.all(taken.map((each) => refuse(each, options.store)));
  const refusals = refused.flatMap((refusal) => refusal ?? []);

  // An event may come in several payloads, and any of them brings it back.
  const origins = new Map<string, Payload>();
  const raw: RawEvent[] = [];
  for (const { payload, decoded } of taken) {
    if (decoded.kind !== "events") continue;
    for (const each of decoded.events) {
      raw.push(each);
      origins.set(identityOf(each), payload);
    }
  }
  const { events, replacements, failures } = parseAndRedact(raw, await options.openRedactor());
  const results = events.length > 0 ? await deliverAll(events, options) : [];
  const lost = [
    ...postponed,
    ...taken.flatMap(({ payload }, index) => (refused[index]?.outcome === "failed" ? payload : [])),
    ...results.flatMap(({ undelivered }) =>
      undelivered.flatMap((each) => origins.get(identityOf(each)) ?? []),
    ),
  ];
  return {
    failed: [...new Set(lost.flatMap(({ sequenceNumber }) => sequenceNumber ?? []))],
    invocation: {
      logGroups: [...new Set(raw.map(({ origin }) => origin.logGroup))],
      events: events.length,
      controlMessages: taken.filter(({ decoded }) => decoded.kind === "control").length,
      refusals,
      postponed: postponed.length,
      replacements,
      redactionFailures: failures,
      ledgers: results.map(({ ledger }) => ledger),
    },
  };
}

interface Taken {
  readonly payload: Payload;
  readonly decoded: Decoded;
}

/** The first payload is always taken, so that each invocation comes further. */
function decodeAll(payloads: readonly Payload[], environment: string) {
  const taken: Taken[] = [];
  let bytes = 0;
  for (const payload of payloads) {
    if (bytes > MAX_INVOCATION_BYTES) break;
    const decoded = decode(payload.packed, environment);
    if (decoded.kind === "events") bytes += decoded.unpackedBytes;
    taken.push({ payload, decoded });
  }
  return { taken, postponed: payloads.slice(taken.length) };
}

async function refuse({ payload, decoded }: Taken, store: ObjectStore): Promise<Refusal | undefined> {
  switch (decoded.kind) {
    case "events":
    case "control":
      return undefined;
    case "loop":
      return { reason: decoded.reason, outcome: "ignored" };
    case "unreadable":
      try {
        await keepUnreadable(store, payload.packed, decoded.reason);
        return { reason: decoded.reason, outcome: "quarantined" };
      } catch (error) {
        return { reason: `${decoded.reason}; quarantine failed: ${kindOf(error)}`, outcome: "failed" };
      }
  }
}

async function deliverAll(
  events: readonly LogEvent[],
  { openSinks, store, clock, keeps, deadline }: ForwardOptions,
) {
  const holding = createHolding(store, clock.now);
  return deliver(events, await openSinks(), { clock, deadline, keeps, holding });
}
