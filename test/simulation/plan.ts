import type { LogId, SinkName } from "../../catalog";
import type { SampleRates } from "../../lambda/forwarder/sampling";

/** The input of one simulation run. The same plan always runs the same way. */
export interface Plan {
  readonly seed: number;
  readonly number: number;
  /** Who invokes the forwarder: CloudWatch Logs, or the event source mapping of a Kinesis data stream. */
  readonly topology: "direct" | "kinesis";
  /** Function timeout, in seconds. */
  readonly timeoutSeconds: number;
  /** Maximum number of items in one request to a sink. */
  readonly itemsPerRequest: number;
  /** Maximum number of events that the forwarder works on at a time. */
  readonly eventsPerPiece: number;
  /** Whether the forwarder works on a piece while those before it are delivered. */
  readonly piecesOverlap: boolean;
  /** Maximum number of records in one batch of a Kinesis data stream. */
  readonly recordsPerBatch: number;
  /** Maximum number of times that Lambda retries a batch of a Kinesis data stream. */
  readonly retryAttempts: number;
  readonly sampleRates: SampleRates;
  /** Maximum characters and values in one record; see `RedactorOptions`. */
  readonly redactionBudget: number;
  readonly traffic: readonly PayloadSpec[];
  readonly faults: readonly Fault[];
}

/** One payload of CloudWatch Logs. All times are seconds since the start. */
export type PayloadSpec = { readonly at: number } & (
  | { readonly kind: "lines"; readonly log: LogId; readonly lines: LineCounts }
  /** An earlier payload, delivered again. */
  | { readonly kind: "duplicate"; readonly originalIndex: number }
  | { readonly kind: "corrupt"; readonly corruption: Corruption }
  | { readonly kind: "control-message" }
  /** Of the log group of a function of this stack. */
  | { readonly kind: "function-log" }
);

/** The number of lines of each kind. */
export type LineCounts = Readonly<Partial<Record<LineKind, number>>>;

/**
 * `error`: errors with distinct fingerprints; `storm`: errors of one fingerprint; `overSentryLimit`,
 * `overDatadogLimit`: lines that are truncated for that sink; `secret`: a line with a secret that must be redacted;
 * `denseText`, `denseAttributes`, `denseJson`: lines of many short secrets, whose labels are longer than the budget of
 * redaction.
 */
export type LineKind =
  | "info"
  | "error"
  | "storm"
  | "unstructured"
  | "overSentryLimit"
  | "overDatadogLimit"
  | "secret"
  | "denseText"
  | "denseAttributes"
  | "denseJson";

export type Corruption = "not-gzip" | "truncated-gzip" | "not-json" | "invalid-events" | "unknown-log-group";

/** A period, in seconds since the start. */
export interface TimeWindow {
  readonly from: number;
  readonly until: number;
}

export type Fault = SinkFault | BucketFault | SecretFault | VisibilityFault | OneTimeFault;

/** A sink fails with this probability for each batch. */
export interface SinkFault extends TimeWindow {
  readonly kind: "sink";
  readonly sink: SinkName;
  readonly probability: number;
  readonly mode: SinkFaultMode;
}

export type SinkFaultMode =
  /** Accepts nothing. */
  | { readonly kind: "error-status"; readonly status: number; readonly rateLimit?: RateLimit }
  /** Accepts everything, with a rate limit in the response. */
  | { readonly kind: "rate-limit-header"; readonly rateLimit: RateLimit }
  /** Breaks the connection of every request that carries one of this share of the events. */
  | { readonly kind: "connection-failure"; readonly connection: ConnectionFailure; readonly share: number }
  /** Accepts nothing, and does not respond. */
  | { readonly kind: "no-response" }
  /** Responds after this share of an attempt's timeout. */
  | { readonly kind: "slow-response"; readonly timeoutFraction: number }
  /** Something before the sink responds in its place, with a response that is not the sink's. */
  | { readonly kind: "foreign-response"; readonly response: ForeignResponse }
  /** The engine refuses the requests that look for duplicates before a bulk request. */
  | { readonly kind: "refused-lookups"; readonly status: number }
  /** This share of the documents of a bulk request fails; the results can be in another order than the documents. */
  | {
      readonly kind: "document-failures";
      readonly failure: DocumentFailure;
      readonly share: number;
      readonly reversed: boolean;
    }
  /** Always rejects this share of the events. */
  | { readonly kind: "rejected-events"; readonly share: number }
  | { readonly kind: "item-limit"; readonly items: number }
  /** Has a certificate of an unknown authority. */
  | { readonly kind: "untrusted-certificate" };

/** "bad request page" is an HTML page with status 400; the others but "redirect" have status 200. */
export type ForeignResponse =
  "page" | "empty body" | "another JSON" | "another id" | "redirect" | "bad request page";

/** The search engine's error for a document. */
export interface DocumentFailure {
  readonly status: number;
  readonly type: string;
  readonly reason?: string;
}

type ConnectionFailure = "reset" | "response-lost" | "response-truncated" | "no-response";

/** A rate limit in a response; a limit on another category does not apply to errors. */
export interface RateLimit {
  readonly seconds: number;
  readonly header:
    | "Retry-After"
    | "Retry-After HTTP-date"
    | "X-Sentry-Rate-Limits"
    | "X-Sentry-Rate-Limits of another category";
}

/** The bucket fails some calls: before or after the operation, or by a timeout. */
export interface BucketFault extends TimeWindow {
  readonly kind: "bucket";
  readonly operation: "put" | "get" | "delete";
  readonly probability: number;
  readonly failure: "before" | "after" | "timeout";
}

/** Secrets Manager is unavailable, or the functions read the secret from before its rotation. */
export interface SecretFault extends TimeWindow {
  readonly kind: "secret";
  readonly sink: SinkName;
  readonly variant: "unavailable" | "stale";
}

/** The replay queue rejects changes of the visibility timeout. */
export interface VisibilityFault extends TimeWindow {
  readonly kind: "queue";
}

/** Faults that occur once. */
export type OneTimeFault =
  /** The data stream of a log rolls over to a new backing index. */
  | { readonly kind: "rollover"; readonly at: number; readonly log: LogId }
  /** The process of an invocation is killed at one of its effects. Both are numbered from 1. */
  | {
      readonly kind: "kill";
      readonly fn: FunctionKind;
      readonly invocation: number;
      readonly effect: number;
      readonly moment: "before" | "during" | "after";
    }
  /** An invocation has this remaining time. */
  | {
      readonly kind: "short-deadline";
      readonly fn: FunctionKind;
      readonly invocation: number;
      readonly remainingMs: number;
    }
  /** The queue delivers an S3 event notification twice. Notifications are numbered from 1. */
  | { readonly kind: "duplicate-delivery"; readonly notification: number }
  /** An S3 event notification has more records than that of the parked object. Notifications are numbered from 1. */
  | {
      readonly kind: "mixed-notification";
      readonly notification: number;
      readonly others: readonly OtherRecord[];
    }
  /** A foreign object appears under the prefix of parked objects, or a foreign message on the queue. */
  | {
      readonly kind: "foreign-input";
      readonly at: number;
      readonly variant: "object" | "message" | "test event";
    };

/** A record beside that of a parked object: the same object again, an object outside `parked/`, or no object. */
export type OtherRecord = "same key" | "foreign key" | "malformed key" | "no object" | "no record";

export type FunctionKind = "forwarder" | "replay";

export function faultsOf<Kind extends Fault["kind"]>(plan: Plan, kind: Kind) {
  return plan.faults.filter((fault): fault is Extract<Fault, { kind: Kind }> => fault.kind === kind);
}
