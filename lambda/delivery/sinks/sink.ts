import type { SinkName } from "../../../catalog";
import type { LogEvent } from "../log-event";
import type { Body } from "./body-writer";

/** The verdict of a sink on one event. Every event has exactly one verdict. */
export type Verdict =
  | { readonly kind: "delivered" }
  /**
   * The request was too large or contained an invalid event: send its halves. `reason` applies to a batch of one event.
   */
  | { readonly kind: "split"; readonly reason: string }
  /**
   * Temporary failure: retry soon, but not before the pause that the sink asked for: `afterMs` milliseconds, at most
   * `MAX_PAUSE_MS`.
   */
  | { readonly kind: "retry"; readonly afterMs: number; readonly reason: string }
  /**
   * Failure that an operator has to fix. `invalidCredentials`: the credentials were rejected; they may have been
   * rotated.
   */
  | { readonly kind: "park"; readonly reason: string; readonly invalidCredentials?: true }
  /** Permanent failure. The reason contains a status and the sink's error, but no log text. */
  | { readonly kind: "reject"; readonly reason: string };

/** An event in the sink's encoding. */
export interface Encoded {
  /**
   * Id by which the sink's response names the event.
   * @default - the response does not name events
   */
  readonly id?: string;
  readonly body: string;
  /** Whether a part of the event exceeded the sink's limits and was replaced by a note. */
  readonly truncated: boolean;
}

/** An event with the body of `Encoded`. */
export interface Item extends Body {
  readonly event: LogEvent;
  /** That of `Encoded`. */
  readonly id?: string | undefined;
}

/** Maximum size of one request. Each sink's limits.ts names the sources. */
export interface BatchLimits {
  readonly maxItems: number;
  /** Bytes before compression, including separators. */
  readonly maxBytes: number;
}

/** One attempt to send a batch. */
export interface Attempt {
  /** Maximum duration, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether an earlier attempt may have delivered some of the events. */
  readonly mayBeDuplicate: boolean;
}

/** Sends one request. Returns one verdict per item, in order; a network failure is `retry`, not an exception. */
export type Send = (batch: readonly Item[], attempt: Attempt) => Promise<readonly Verdict[]>;

/** Wraps a sender with further behaviour. */
export type Wrap = (send: Send) => Send;

/** Selects the events of a sink; needs no credentials. Pure, except for the state of `aggregate`. */
export interface Route {
  readonly name: SinkName;
  /** False for events that the sink must not receive; the ledger counts them as filtered. */
  matches(event: LogEvent): boolean;
  /**
   * Aggregates similar events: kept events have the number of events they represent in `occurrences`; the others are
   * sampled.
   * @default - every event is kept
   */
  aggregate?(events: readonly LogEvent[]): Aggregated;
}

export interface Aggregated {
  readonly kept: readonly LogEvent[];
  readonly sampled: readonly LogEvent[];
}

/** A destination of log events. `encode` is pure; `send` has side effects. */
export interface Sink extends Route {
  readonly limits: BatchLimits;
  /** Encodes an event within the limits of one item. Truncates long values with a note. */
  encode(event: LogEvent): Encoded;
  readonly send: Send;
  /**
   * Wraps every request.
   * @default - every request reaches the sink
   */
  readonly circuitBreaker?: Wrap;
}
