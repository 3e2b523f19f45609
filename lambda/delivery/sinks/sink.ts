import type { SinkName } from "../../../catalog";
import type { LogEvent } from "../log-event";

/** What an intake said of one event. An event has exactly one verdict. */
export type Verdict =
  | { readonly kind: "delivered" }
  /** The request was too large, or something in it was wrong: send its halves. `reason` is for an event alone. */
  | { readonly kind: "split"; readonly reason: string }
  /** Not now, and not before `afterMs` milliseconds, where the intake said so; worth another attempt soon. */
  | { readonly kind: "retry"; readonly afterMs: number; readonly reason: string }
  /** Not before somebody has mended something; `credentials`: they were refused, and may have been renewed since. */
  | { readonly kind: "park"; readonly reason: string; readonly invalidCredentials?: true }
  /** Never. The reason carries a status and the intake's words, no log text. */
  | { readonly kind: "reject"; readonly reason: string };

/** An event in the sink's own encoding. */
export interface Encoded {
  readonly body: string;
  /** Whether a part of the event was too long for the sink, and a marker stands in its place. */
  readonly truncated: boolean;
}

export interface Item {
  readonly event: LogEvent;
  readonly body: string;
  /** Bytes of `body` in UTF-8. */
  readonly bytes: number;
}

/** The most one request may hold. Sources stand in each sink's limits.ts. */
export interface BatchLimits {
  readonly maxItems: number;
  /** Bytes before compression, separators included. */
  readonly maxBytes: number;
}

/** One attempt to send a batch. */
export interface Attempt {
  /** Longest it may take, in milliseconds. */
  readonly timeoutMs: number;
  /** An earlier attempt may have delivered some of the events. */
  readonly mayBeDuplicate: boolean;
}

/** One request. As many verdicts as items, in their order; a network failure is `retry`, never an exception. */
export type Send = (batch: readonly Item[], attempt: Attempt) => Promise<readonly Verdict[]>;

/** Adds to what happens around a request. */
export type Wrap = (send: Send) => Send;

/** Which events go to a sink: known without its credentials. Pure but for what `condense` remembers. */
export interface Route {
  readonly name: SinkName;
  /** False for events that this sink is not for; the ledger counts them as filtered. */
  matches(event: LogEvent): boolean;
  /**
   * Fewer events for as many: those kept say how many they stand for (`occurrences`), the others are sampled.
   * @default - every event is kept
   */
  aggregate?(events: readonly LogEvent[]): Aggregated;
}

export interface Aggregated {
  readonly kept: readonly LogEvent[];
  readonly sampled: readonly LogEvent[];
}

/** A destination. `encode` is pure; `send` has the effect. */
export interface Sink extends Route {
  readonly limits: BatchLimits;
  /** The event within the limits of one item: what is too long is cut, with a marker. */
  encode(event: LogEvent): Encoded;
  readonly send: Send;
  /**
   * Wraps every request.
   * @default - requests always reach the sink
   */
  readonly circuitBreaker?: Wrap;
}
