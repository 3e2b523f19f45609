import type { SinkName } from "../../../lib/catalog";
import type { LogEvent } from "../log-event";

/** What an intake said of one event. An event has exactly one verdict. */
export type Verdict =
  | { readonly kind: "delivered" }
  /** The request was too large: send its halves. */
  | { readonly kind: "split" }
  /** Not now; not before `afterMs` milliseconds, where the intake said so. */
  | { readonly kind: "park"; readonly afterMs: number; readonly reason: string }
  /** Never. The reason carries a status and the intake's words, no log text. */
  | { readonly kind: "reject"; readonly reason: string };

/** An event in the sink's own encoding. */
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

/** A destination. `wants` and `encode` are pure; `send` has the effect. */
export interface Sink {
  readonly name: SinkName;
  readonly limits: BatchLimits;
  /** False for events that this sink is not for; the ledger counts them as filtered. */
  wants(event: LogEvent): boolean;
  /** The event within the limits of one item: what is too long is cut, with a marker. */
  encode(event: LogEvent): string;
  /** One request. As many verdicts as items, in their order; a network failure is `park`, never an exception. */
  send(batch: readonly Item[]): Promise<readonly Verdict[]>;
}
